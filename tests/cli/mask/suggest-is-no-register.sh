# A draft is taken for a register only when every mark has been taken away.
. "$TOP/tests/site.sh"; tiny_site; raw_csv
echo '{ "columns": {} }' >pipelines/demo/mask.json
printf 'a,b,c,d\n1.50,x,2026-10-31,5\n' | yg-mask -q --suggest --table payment >config/fields/demo.json
yg-mask --schema raw.json pipelines/demo/mask.json raw.csv 2>err.txt
sed "s|$PWD/||" err.txt >&2
grep -v '"review"' config/fields/demo.json >clean.json; mv clean.json config/fields/demo.json
yg-mask --schema raw.json pipelines/demo/mask.json raw.csv 2>err.txt
status=$?; sed "s|$PWD/||" err.txt >&2; exit $status
