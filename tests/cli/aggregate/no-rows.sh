# No records: no cells, and no error.
. "$CASE/world"
sed -i 1q masked.csv
cat >demo.json <<'J'
{ "dimensions": [
    {"name": "area", "label": "区划", "column": "area", "levels": ["county", "town"]},
    {"name": "period", "label": "统计期", "column": "month", "period": ["month"]}],
  "measures": [ {"name": "n", "label": "笔数", "count": true, "kind": "flow"} ] }
J
aggregate
