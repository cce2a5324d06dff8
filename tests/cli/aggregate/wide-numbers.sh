# Numbers that need more than 64 bits are exact too.
. "$CASE/world"
nines=899999999999999999999999999999999999.99
sed -i "s/100\.00/$nines/; s/110\.00/-$nines/" masked.csv
cat >demo.json <<'J'
{ "dimensions": [],
  "measures": [
    {"name": "sum", "label": "和", "sum": "amount", "kind": "flow"},
    {"name": "min", "label": "最低", "min": "amount", "kind": "flow"},
    {"name": "max", "label": "最高", "max": "amount", "kind": "flow"},
    {"name": "median", "label": "中位数", "quantile": "amount", "q": "0.5", "kind": "flow"}] }
J
aggregate
