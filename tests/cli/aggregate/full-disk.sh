# A full disk is an error of its own kind.
. "$CASE/world"
echo '{ "dimensions": [], "measures": [ {"name": "n", "label": "笔数", "count": true, "kind": "flow"} ] }' >demo.json
aggregate -q >/dev/full
