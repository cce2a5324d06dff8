# A column that mask.json does not name ends the run before a row is written.
. "$TOP/tests/site.sh"; tiny_site; raw_csv
cat >pipelines/demo/mask.json <<'J'
{ "columns": { "id_no": {"treatment": "drop"}, "birth": {"treatment": "year"},
  "area": {"treatment": "keep"}, "amount": {"treatment": "keep"} } }
J
yg-mask --schema raw.json --to csv -o out.csv pipelines/demo/mask.json raw.csv
status=$?; ls out.csv 2>/dev/null; exit $status
