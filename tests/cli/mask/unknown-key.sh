# A misspelt key is an error with file, line and the nearest known key.
. "$TOP/tests/site.sh"; tiny_site; raw_csv
cat >pipelines/demo/mask.json <<'J'
{ "columns": { "id_no": {"treatment": "drop"},
  "name": {"treatmnt": "drop"} } }
J
yg-mask --schema raw.json --to csv pipelines/demo/mask.json raw.csv
