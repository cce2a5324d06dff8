# Every measure says what it measures: kinds share it, filters make it another.
. "$CASE/world"
cat >demo.json <<'J'
{ "dimensions": [
    {"name": "area", "label": "区划", "column": "area", "levels": ["town"]},
    {"name": "period", "label": "统计期", "column": "month", "period": ["month"]}],
  "measures": [
    {"name": "n", "label": "笔数", "count": true, "kind": "flow"},
    {"name": "persons", "label": "人数", "distinct": "person", "kind": "stock"},
    {"name": "amount", "label": "金额", "sum": "amount", "kind": "flow"},
    {"name": "amount_ytd", "label": "金额", "sum": "amount", "kind": "cumulative"},
    {"name": "median", "label": "中位数", "quantile": "amount", "q": "0.5", "kind": "flow"},
    {"name": "top1", "label": "最大", "largest": "amount", "by": "person", "rank": 1, "kind": "flow", "publish": false},
    {"name": "women", "label": "金额", "sum": "amount", "kind": "flow", "where": [{"column": "sex", "is": "2"}, {"column": "kind", "is": "11"}]},
    {"name": "women_too", "label": "金额", "sum": "amount", "kind": "flow", "where": [{"column": "kind", "is": "11"}, {"column": "sex", "is": "2"}]}] }
J
yg-aggregate -q --schema masked.json demo.json masked.csv >cells
grep -ao '"\?yg.quantity"\?' cells | wc -l
tr '\0' '\n' <cells | grep -aoE '^(count|distinct|sum|quantile|largest)\([^)]*\)(\[[0-9a-f]{8}\])?' | sort | uniq -c
