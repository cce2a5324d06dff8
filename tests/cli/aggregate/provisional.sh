# Incomplete quarters and years are shown as provisional, a stock at the last month there is.
. "$CASE/world"
cat >demo.json <<'J'
{ "dimensions": [
    {"name": "period", "label": "统计期", "column": "month", "period": ["year", "quarter", "month"], "partial": "provisional"}],
  "measures": [
    {"name": "persons", "label": "人数", "distinct": "person", "kind": "stock"},
    {"name": "amount", "label": "金额", "sum": "amount", "kind": "flow"},
    {"name": "ytd", "label": "累计", "sum": "amount", "kind": "cumulative"}] }
J
aggregate -q
