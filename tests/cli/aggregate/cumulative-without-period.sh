# A cumulative measure without months makes no sense.
. "$CASE/world"
cat >demo.json <<'J'
{ "dimensions": [],
  "measures": [
    {"name": "ytd", "label": "累计", "sum": "amount", "kind": "cumulative"} ] }
J
aggregate
