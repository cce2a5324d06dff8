# A measure with a filter of its own takes only the records that pass it; the cell stays.
. "$CASE/world"
cat >demo.json <<'J'
{ "dimensions": [
    {"name": "area", "label": "区划", "column": "area", "levels": ["county", "town"]}],
  "measures": [
    {"name": "n", "label": "笔数", "count": true, "kind": "flow"},
    {"name": "n_women", "label": "女", "count": true, "kind": "flow", "where": [{"column": "sex", "is": "2"}]},
    {"name": "women", "label": "女", "distinct": "person", "kind": "flow", "where": [{"column": "sex", "is": "2"}]},
    {"name": "amount", "label": "金额", "sum": "amount", "kind": "flow", "where": [{"column": "sex", "is": "2"}]},
    {"name": "mean", "label": "均", "mean": "amount", "scale": 2, "kind": "flow", "where": [{"column": "sex", "is": "1"}]},
    {"name": "least", "label": "最低", "min": "amount", "kind": "flow", "where": [{"column": "sex", "is": "2"}, {"column": "amount", "at_least": "50.00"}]},
    {"name": "median", "label": "中位数", "quantile": "amount", "q": "0.5", "kind": "flow", "where": [{"column": "kind", "in": ["11", "12"]}]}] }
J
aggregate
