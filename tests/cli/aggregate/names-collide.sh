# Two columns of the table cannot have one name.
. "$CASE/world"
cat >demo.json <<'J'
{ "dimensions": [
    {"name": "area", "label": "区划", "column": "area", "levels": ["county", "town"]}],
  "measures": [
    {"name": "area_level", "label": "笔数", "count": true, "kind": "flow"} ] }
J
aggregate
