# Levels go from coarse to fine, as the code list does.
. "$CASE/world"
cat >demo.json <<'J'
{ "dimensions": [
    {"name": "area", "label": "区划", "column": "area", "levels": ["town", "county"]}],
  "measures": [ {"name": "n", "label": "笔数", "count": true, "kind": "flow"} ] }
J
aggregate
