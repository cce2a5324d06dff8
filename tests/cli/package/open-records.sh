# Records pass when every column is open: also a column that is dropped counts.
. "$CASE/cells.inc"; tiny_cells
cat >schema.json <<'J'
{ "metadata": {"yg.state": "masked"}, "fields": [
  {"name": "area", "type": "dict", "metadata": {"yg.openness": "open", "yg.codes": "area", "yg.label": "区划"}},
  {"name": "amount", "type": "decimal", "scale": 2, "metadata": {"yg.openness": "open"}},
  {"name": "phone", "type": "utf8", "metadata": {"yg.openness": "on-request"}} ] }
J
printf 'area,amount,phone\r\n350524200,1.50,1\r\n,,\r\n' >in.csv
sed -i 's/"columns".*/"drop": ["phone"],/' package.json
yg-package -o out package.json --schema schema.json <in.csv; echo $?
sed -i 's/on-request/open/' schema.json
yg-package -q -o out package.json --schema schema.json <in.csv && cat out/demo.csv out/codes-area.csv | tr -d '\r'
