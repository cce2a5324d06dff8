# Numbers are rounded half away from zero and stay numbers.
. "$TOP/tests/site.sh"; tiny_site; . "$CASE/tables.inc"; register
columns amount:decimal persons:int64
cat >raw.csv <<'C'
amount,persons
49.99,4
50.00,5
-49.99,-4
-50.00,-5
150.00,15
,
99999999999999999999999999999999999.99,9223372036854775807
999999999999999999999999999999999999.99,0
C
mask '"amount": {"treatment": "round", "to": "100"}, "persons": {"treatment": "round", "to": 10}'
