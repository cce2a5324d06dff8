# A record whose code the form has no column for stops the report; no person is named.
. "$CASE/desk.inc"
printf 'code,name,parent,level,from,to,note\n1,甲类,,kind,,,\n2,乙类,,kind,,,\n3,丙类,,kind,,,\n' >config/codes/kind.csv
sed -i '/"kind"/s/"type": "dict"/&, "codes": "kind"/' config/fields/demo.json
sed -i '/"thing.kind"/s/"yg.origin"/"yg.codes": "kind", &/' raw.json
printf 'K6,3,2025-06-01\n' >>raw.csv
things && entered 7 问题是有的。
report --records things=things.arrows --entered entered.json -o out
echo $?; test -e out || echo nothing is written
