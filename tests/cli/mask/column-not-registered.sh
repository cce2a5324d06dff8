# A column that the register does not name stops the run.
. "$TOP/tests/site.sh"; tiny_site; raw_csv
sed -i 's/payment.birth/payment.birthday/' raw.json
cat >pipelines/demo/mask.json <<'J'
{ "columns": { "id_no": {"treatment": "drop"}, "name": {"treatment": "drop"}, "birth": {"treatment": "year"},
  "area": {"treatment": "keep"}, "amount": {"treatment": "keep"} } }
J
yg-mask --schema raw.json --to csv pipelines/demo/mask.json raw.csv 2>err.txt
status=$?; sed "s|$PWD/||" err.txt >&2; exit $status
