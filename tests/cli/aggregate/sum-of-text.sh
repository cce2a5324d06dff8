# A sum takes exact numbers only.
. "$CASE/world"
cat >demo.json <<'J'
{ "dimensions": [],
  "measures": [
    {"name": "n", "label": "笔数", "count": true, "kind": "flow"},
    {"name": "s", "label": "和", "sum": "person", "kind": "flow"} ] }
J
aggregate
