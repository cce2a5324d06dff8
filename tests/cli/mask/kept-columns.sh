# Kept columns pass on untouched; dropped ones do not pass on.
. "$TOP/tests/site.sh"; tiny_site; raw_csv
cat >pipelines/demo/mask.json <<'J'
{ "columns": { "id_no": {"treatment": "drop"}, "name": {"treatment": "drop"}, "birth": {"treatment": "year"},
  "area": {"treatment": "keep"}, "amount": {"treatment": "keep", "as": "money"} } }
J
yg-mask --schema raw.json --to csv pipelines/demo/mask.json raw.csv
