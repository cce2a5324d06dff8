# A level that the code list does not have.
. "$CASE/world"
cat >demo.json <<'J'
{ "dimensions": [
    {"name": "area", "label": "区划", "column": "area", "levels": ["county", "township"]}],
  "measures": [ {"name": "n", "label": "笔数", "count": true, "kind": "flow"} ] }
J
aggregate 
