# Relations, amounts for each head and sums that protect.json or the table declares are checked
# before anything is protected; codes are named, values are not.
sed 's/"yg.kind": "flow"/"yg.kind": "flow", "yg.quantity": "sum(amount)"/' "$CASE/towns.json" >cells.json
try() {
	sed "$1" "$CASE/towns.csv" >cells.csv
	echo "{\"minimum_frequency\":{\"threshold\":5,\"counts\":[\"persons\"]}$2}" >protect.json
	yg-protect -q protect.json cells.csv --schema cells.json -o out 2>&1
	echo "status $?"
}
relation=', "relations":[{"whole":"persons","part":"households"}]'
head=', "per_head":[{"sum":"amount","count":"persons","low":"540.00","high":"540.00"}]'
try '' "$relation"
try 's/,48,,48,/,48,,49,/' "$relation"
try '' "$head"
try 's/16200.00/16200.01/; s/25920.00/25920.01/; s/22140.00/22140.01/; s/57780.00/57780.01/; s/43200.00/43200.01/; s/27540.00/27540.01/' "$head"
try 's/57780.00/57780.01/'
try 's/16200.00/16200.01/'
