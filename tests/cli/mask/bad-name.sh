# A name of a column goes into headers: it holds nothing that means something there.
. "$TOP/tests/site.sh"; tiny_site; raw_csv
cat >pipelines/demo/mask.json <<'J'
{ "columns": { "id_no": {"treatment": "drop"}, "name": {"treatment": "drop"}, "birth": {"treatment": "drop"},
  "area": {"treatment": "keep", "as": "a\n=1"}, "amount": {"treatment": "keep"} } }
J
yg-mask --schema raw.json --to csv pipelines/demo/mask.json raw.csv
