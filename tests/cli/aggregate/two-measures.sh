# A measure is one thing.
. "$CASE/world"
cat >demo.json <<'J'
{ "dimensions": [],
  "measures": [
    {"name": "n", "label": "笔数", "count": true, "sum": "amount", "kind": "flow"} ] }
J
aggregate
