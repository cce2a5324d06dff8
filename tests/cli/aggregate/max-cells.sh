# More cells than allowed: nothing is written.
. "$CASE/world"
cat >demo.json <<'J'
{ "dimensions": [
    {"name": "area", "label": "区划", "column": "area", "levels": ["county", "town"]},
    {"name": "kind", "label": "类别", "column": "kind", "codes": "kind", "levels": ["kind"]}],
  "measures": [ {"name": "n", "label": "笔数", "count": true, "kind": "flow"} ], "zeros": "emit" }
J
aggregate --max-cells 11
