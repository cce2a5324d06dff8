# Records that yg-protect --microdata made safe: what was done stands in every description.
. "$CASE/cells.inc"; tiny_cells
cat >schema.json <<'J'
{ "metadata": {"yg.state": "safe", "yg.dataset": "demo",
    "yg.microdata": "k=2;records=4;suppressed=3;blanked=1;one_in=10;risk=0.5;grade=2"},
  "fields": [
  {"name": "area", "type": "dict", "metadata": {"yg.label": "区划", "yg.codes": "area", "yg.microdata": "quasi;level=1;levels=2;label=到县"}},
  {"name": "sex", "type": "dict", "metadata": {"yg.label": "性别", "yg.microdata": "quasi;level=0;levels=2"}},
  {"name": "income", "type": "dict", "metadata": {"yg.label": "收入", "yg.microdata": "sensitive;l=3;t=0.3"}},
  {"name": "months", "type": "int64", "metadata": {"yg.label": "月数", "yg.microdata": "other"}}
  ] }
J
printf 'area,sex,income,months\n350524,,0-499,3\n350524,1,0-499,5\n350524,1,500+,6\n350524,2,0-499,7\n' >in.csv
sed -i 's/{"persons": {"description": "期末人数"}}/{"income": {"description": "月收入"}}/' package.json
yg-package -q -o out package.json --schema schema.json <in.csv || exit
grep '匿名化\|隐去\|风险' out/README.md
cat out/dictionary.csv out/demo.csv | tr -d '\r'
grep '"microdata"' out/datapackage.json
