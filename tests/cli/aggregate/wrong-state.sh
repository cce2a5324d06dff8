# Records that nobody masked are refused.
. "$CASE/world"
sed -i 's/"masked"/"raw"/' masked.json
echo '{ "dimensions": [], "measures": [ {"name": "n", "label": "笔数", "count": true, "kind": "flow"} ] }' >demo.json
aggregate
