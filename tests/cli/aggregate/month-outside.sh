# A record outside the stream's own period ends the run.
. "$CASE/world"
sed -i 's/2026-03,/2026-05,/' masked.csv
cat >demo.json <<'J'
{ "dimensions": [ {"name": "period", "label": "统计期", "column": "month", "period": ["month"]} ],
  "measures": [ {"name": "n", "label": "笔数", "count": true, "kind": "flow"} ] }
J
aggregate
