# "unknown": "stop" ends the run; the message holds no value.
. "$CASE/world"
cat >demo.json <<'J'
{ "dimensions": [
    {"name": "area", "label": "区划", "column": "area", "levels": ["county", "town"], "unknown": "stop"}],
  "measures": [ {"name": "n", "label": "笔数", "count": true, "kind": "flow"} ] }
J
aggregate -o out.csv
status=$?; ls out.csv 2>/dev/null; exit $status
