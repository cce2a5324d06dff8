# A sum that leaves 38 digits is an error, not a wrong number.
. "$CASE/world"
nines=999999999999999999999999999999999999.99
sed -i "s/100\.00/$nines/; s/110\.00/$nines/" masked.csv
cat >demo.json <<'J'
{ "dimensions": [],
  "measures": [ {"name": "s", "label": "和", "sum": "amount", "kind": "flow"} ] }
J
aggregate
