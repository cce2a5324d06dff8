# Control characters would break XML and terminals: the row is named, not the value.
. "$CASE/cells.inc"; tiny_cells
sed 's/"area_name", "type": "dict"/"area_name", "type": "utf8"/' schema.json >s.json
printf '350524100,a\033[2J,,2026-02,1,,1.00,\r\n' >>cells.csv
yg-package -o out package.json --schema s.json cells.csv
