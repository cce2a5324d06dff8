# Parts overlap and are no partition; the whole is _T.
. "$CASE/world"
cat >demo.json <<'J'
{ "dimensions": [
    {"name": "group", "label": "人群", "of_which": [
      {"code": "female", "label": "其中：女性", "where": [{"column": "sex", "is": "2"}]},
      {"code": "urban", "label": "其中：城市", "where": [{"column": "kind", "in": ["11", "21"]}]}]}],
  "measures": [
    {"name": "n", "label": "笔数", "count": true, "kind": "flow"},
    {"name": "persons", "label": "人数", "distinct": "person", "kind": "flow"},
    {"name": "least", "label": "最低", "min": "amount", "kind": "flow"},
    {"name": "most", "label": "最高", "max": "amount", "kind": "flow"},
    {"name": "median", "label": "中位数", "quantile": "amount", "q": "0.5", "kind": "flow"}],
  "where": [{"column": "month", "not": "2026-04"}] }
J
aggregate
