# Records with a validity count at the end of every month in which they are valid.
. "$CASE/world"
cat >demo.json <<'J'
{ "dimensions": [
    {"name": "period", "label": "统计期", "period": ["quarter", "month"], "valid": {"from": "start", "to": "stop"}}],
  "measures": [ {"name": "n", "label": "人数", "count": true, "kind": "stock"} ] }
J
aggregate
