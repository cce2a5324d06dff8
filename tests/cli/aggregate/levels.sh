# All levels in one pass: hierarchy, total, unknown, year, quarter, month; stock, flow, cumulative.
. "$CASE/world"
cat >demo.json <<'J'
{ "dimensions": [
    {"name": "area", "label": "区划", "column": "area", "levels": ["county", "town"]},
    {"name": "kind", "label": "类别", "column": "kind", "codes": "kind", "levels": ["group"], "total": true},
    {"name": "period", "label": "统计期", "column": "month", "period": ["quarter", "month"]}],
  "measures": [
    {"name": "n", "label": "笔数", "count": true, "kind": "flow"},
    {"name": "persons", "label": "人数", "distinct": "person", "kind": "stock"},
    {"name": "amount", "label": "金额", "sum": "amount", "kind": "flow"},
    {"name": "mean", "label": "人均", "mean": "amount", "scale": 3, "kind": "flow"}] }
J
aggregate
