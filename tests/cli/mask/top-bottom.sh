# Ends are open: said as text, or the value of the end stands for all beyond it.
. "$TOP/tests/site.sh"; tiny_site; . "$CASE/tables.inc"; register
columns amount:decimal persons:int64 birth:date
cat >raw.csv <<'C'
amount,persons,birth
0.10,1,1920-05-06
1.00,2,1930-01-01
620.50,6,1985-03-04
5000.00,7,2026-01-01
123456.78,19,2026-02-03
,,
C
mask '"amount": {"treatment": "top-bottom", "top": "5000", "bottom": 1}, "persons": {"treatment": "top-bottom", "top": 7},
 "birth": {"treatment": "top-bottom", "bottom": "1930-01-01", "top": "2026-01-01"}'
mask '"amount": {"treatment": "top-bottom", "top": "5000", "bottom": 1, "coded": "value"}, "persons": {"treatment": "top-bottom", "top": 7, "coded": "value"},
 "birth": {"treatment": "top-bottom", "bottom": "1930-01-01", "coded": "value"}'
