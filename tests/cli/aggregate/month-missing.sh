# A record without a month belongs to no period: it ends the run.
. "$CASE/world"
sed -i 's/2026-03,/2026-3x,/' masked.csv
cat >demo.json <<'J'
{ "dimensions": [ {"name": "period", "label": "统计期", "column": "month", "period": ["month"]} ],
  "measures": [ {"name": "n", "label": "笔数", "count": true, "kind": "flow"} ] }
J
aggregate
