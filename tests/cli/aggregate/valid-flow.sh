# Validity says nothing about a flow.
. "$CASE/world"
cat >demo.json <<'J'
{ "dimensions": [
    {"name": "period", "label": "统计期", "period": ["month"], "valid": {"from": "start", "to": "stop"}}],
  "measures": [ {"name": "n", "label": "人数", "count": true, "kind": "flow"} ] }
J
aggregate
