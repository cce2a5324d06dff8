# Formulas get an apostrophe, what would be changed gets a tab, numbers are left alone.
. "$CASE/cells.inc"; tiny_cells; package_json '"csv", "excel-csv"'
cat >cells.csv <<'J'
area,area_name,area_parent,period,persons,persons_status,amount,amount_status
350524,=1+1,,2026-01,-120,,-74400.00,
350524100,"@a,b",350524,2026-Q1,1,,1.00,
350524200,'x,0101,2026,2,,2.00,
_U,＝1,350524100201,1/2,3,,3.00,
J
yg-package -q -o out package.json --schema schema.json <cells.csv && cat -A out/demo.excel.csv
