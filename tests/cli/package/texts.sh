# What people and programs read: CSV, JSON, dictionary, codes, README, descriptor.
. "$CASE/cells.inc"; tiny_cells
yg-package -q -o out package.json --schema schema.json <cells.csv || exit
cd out && for f in demo.csv demo.json dictionary.csv codes-area.csv README.md datapackage.json; do
	echo "== $f"; cat "$f"
done | tr -d '\r'
