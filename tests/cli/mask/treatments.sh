# Every treatment at once.  The first two rows are one person, written in two ways.
. "$TOP/tests/site.sh"; tiny_site; raw_csv
cat >mask.json <<'J'
{ "key": "pseudonym", "columns": {
  "id_no": {"treatment": "pseudonym", "normalise": "identity", "as": "person"},
  "name": {"treatment": "mask", "keep_first": 1, "keep_last": 0},
  "birth": {"treatment": "age-band", "at": "2026-10-31", "bands": [0, 18, 60]},
  "area": {"treatment": "level", "level": "town"},
  "amount": {"treatment": "band", "bands": ["0.00", "500.00", "1000.00"]} } }
J
mv mask.json pipelines/demo/mask.json
yg-mask --schema raw.json --to csv pipelines/demo/mask.json raw.csv
