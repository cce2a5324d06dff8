# The run report says how many were unknown, without a value, with an expired code.
. "$CASE/world"
sed -i 's/^p1,350524200,11,/p1,350524200,12,/' masked.csv
cat >demo.json <<'J'
{ "dimensions": [
    {"name": "kind", "label": "类别", "column": "kind", "codes": "kind", "levels": ["kind"]},
    {"name": "area", "label": "区划", "column": "area", "levels": ["town"]},
    {"name": "period", "label": "统计期", "column": "month", "period": ["month"]}],
  "measures": [
    {"name": "persons", "label": "人数", "distinct": "person", "kind": "flow"},
    {"name": "amount", "label": "金额", "sum": "amount", "kind": "flow"}] }
J
aggregate --log json -o out.csv
