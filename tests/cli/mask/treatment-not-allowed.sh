# The register allows no name to be kept.
. "$TOP/tests/site.sh"; tiny_site; raw_csv
cat >pipelines/demo/mask.json <<'J'
{ "columns": { "id_no": {"treatment": "drop"},
  "name": {"treatment": "keep"}, "birth": {"treatment": "year"},
  "area": {"treatment": "keep"}, "amount": {"treatment": "keep"} } }
J
yg-mask --schema raw.json --to csv pipelines/demo/mask.json raw.csv
