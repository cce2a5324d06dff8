# A stream that only calls itself safe says neither what was counted nor what was done.
. "$CASE/cells.inc"; tiny_cells
cat >schema.json <<'J'
{ "metadata": {"yg.state": "safe"}, "fields": [ {"name": "area", "type": "dict", "metadata": {"yg.openness": "open"}} ] }
J
printf 'area\n350524\n' >in.csv
yg-package -o out package.json --schema schema.json <in.csv; echo $?
sed 's/"safe"/"safe", "yg.microdata": "k=2"/; s/yg.openness": "open/yg.role": "measure/' schema.json >both.json
yg-package -o out package.json --schema both.json <in.csv; echo $?
ls
