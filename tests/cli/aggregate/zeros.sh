# Zeros fill the cross of valid codes; z where a code was not valid, x where declared unavailable.
. "$CASE/world"
cat >demo.json <<'J'
{ "dimensions": [
    {"name": "kind", "label": "类别", "column": "kind", "codes": "kind", "levels": ["kind"]},
    {"name": "period", "label": "统计期", "column": "month", "period": ["quarter", "month"]}],
  "measures": [
    {"name": "n", "label": "笔数", "count": true, "kind": "flow"},
    {"name": "persons", "label": "人数", "distinct": "person", "kind": "stock"},
    {"name": "least", "label": "最低", "min": "amount", "kind": "flow"}],
  "zeros": "emit", "unavailable": [{"period": "2026-02", "reason": "系统切换"}] }
J
aggregate -q
