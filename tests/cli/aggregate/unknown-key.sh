# A key that nobody asked for is an error that names the nearest one.
. "$CASE/world"
cat >demo.json <<'J'
{ "dimensions": [],
  "measures": [ {"name": "n", "label": "笔数", "count": true, "kinds": "flow", "kind": "flow"} ] }
J
aggregate
