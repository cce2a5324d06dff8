# No key, no pseudonyms.
. "$TOP/tests/site.sh"; tiny_site; raw_csv
rm keys/pseudonym
cat >pipelines/demo/mask.json <<'J'
{ "key": "pseudonym", "columns": { "id_no": {"treatment": "pseudonym"}, "name": {"treatment": "drop"}, "birth": {"treatment": "drop"},
  "area": {"treatment": "keep"}, "amount": {"treatment": "keep"} } }
J
yg-mask --schema raw.json --to csv pipelines/demo/mask.json raw.csv 2>err.txt
status=$?; sed "s|$PWD/||" err.txt >&2; exit $status
