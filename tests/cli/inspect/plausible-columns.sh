# Columns that change need a new version: one is renamed, one has another unit.
. "$CASE/beside.inc"
say_nothing; january | cells before; january | cells rel
sed -i 's/"unit": "人"/"unit": "万人"/; s/persons_status/status/' rel/datapackage.json
sed -i 's/persons_status/status/' rel/demo.csv; sums rel
inspect --previous before
sed -i 's/"1.0.0"/"1.1.0"/' rel/datapackage.json; sums rel; inspect --previous before
