# What a table has or lacks decides whether a method is one for it.
. "$CASE/method-world"
try() {
	yg-protect protect.json cells --budget ledger -o safe 2>&1
	echo "status $?"
}
echo '{"method": {"cell_key": {"key_measure": "key", "counts": ["persons"], "D": 2, "V": "1", "js": 2}}}' >protect.json
aggregate "$persons, $key"
try
sed -i 's/"js": 2/"js": 0/; s/"key",/"payments",/' protect.json
aggregate "$persons, $(echo "$payments" | sed 's/"kind"/"publish": false, "kind"/')"
try
sed -i 's/"payments",/"key",/' protect.json
aggregate "$persons, $(echo "$key" | sed 's/"flow"/"stock"/')"
try
cat >protect.json <<J
{"method": {"laplace": {"counts": [{"measure": "persons", "sensitivity": 1}], "epsilon": "1",
 "budget": "b", "total": "1", "key": "nobody"}}}
J
aggregate "$persons"
try
sed -i 's/"1", "key"/"1e1", "key"/' protect.json
try
sed -i 's/"1e1"/"1"/; s/"nobody"/"noise"/' protect.json
sed -i 's/"emit"/"omit"/' aggregate.json
yg-aggregate -q aggregate.json masked.csv --schema masked.json -o cells
try
sed -i 's/"persons"/"most"/' protect.json
aggregate '{"name": "most", "label": "最大", "max": "amount", "kind": "flow"}'
try
# The accumulator itself.
aggregate "$(echo "$key" | sed 's/"publish": false, //')" 2>&1
aggregate "$(echo "$key" | sed 's/"person"/"area"/')" 2>&1
sed -i '2s/.*/张三,350524100,01,2026-01,500.00/' masked.csv
aggregate "$key, $persons" 2>&1
ls | grep -E "safe|ledger"
exit 0
