# A cumulative measure restarts in January, and needs January: December alone is not available.
. "$CASE/world"
cat >demo.json <<'J'
{ "dimensions": [ {"name": "period", "label": "统计期", "column": "month", "period": ["quarter", "month"]} ],
  "measures": [ {"name": "ytd", "label": "累计", "sum": "amount", "kind": "cumulative"} ] }
J
aggregate -q
