# Only protected cells and open records may be published.
. "$CASE/cells.inc"; tiny_cells
for state in raw cells masked other; do
	sed "s/\"yg.state\": \"safe\"/\"yg.state\": \"$state\"/" schema.json >s.json
	yg-package -o out package.json --schema s.json <cells.csv; echo "$state $?"
done
sed 's/"yg.state": "safe", //' schema.json >s.json
yg-package -o out package.json --schema s.json <cells.csv; echo "none $?"
ls
