# The largest contributors of a cell: one person in two towns is one at their county, records
# without a person are one each, and who gives nothing is none.
. "$CASE/world"
cat >>masked.csv <<'E'
,350524200,11,2,115.00,2026-03,,
,350524200,11,2,116.00,2026-03,,
p5,350524100,11,2,-50.00,2026-03,,
p5,350524100,11,2,50.00,2026-03,,
E
cat >demo.json <<'J'
{ "dimensions": [
    {"name": "area", "label": "区划", "column": "area", "levels": ["county", "town"]},
    {"name": "period", "label": "统计期", "column": "month", "period": ["quarter", "month"]}],
  "measures": [
    {"name": "amount", "label": "金额", "sum": "amount", "kind": "flow"},
    {"name": "top1", "label": "最大", "largest": "amount", "by": "person", "rank": 1, "kind": "flow", "publish": false},
    {"name": "top2", "label": "次大", "largest": "amount", "by": "person", "rank": 2, "kind": "flow", "publish": false},
    {"name": "year1", "label": "最大", "largest": "amount", "by": "person", "rank": 1, "kind": "cumulative", "publish": false},
    {"name": "men1", "label": "最大", "largest": "amount", "by": "person", "rank": 1, "kind": "flow", "publish": false,
     "where": [{"column": "sex", "is": "1"}]}] }
J
aggregate
