# A month in another notation must not vanish between the bounds.
. "$CASE/demo.inc"; demo
plan '"period": {"column": "payment.month", "from": "2026-03", "to": "2026-03"}, "columns": ["payment.n"]'
sqlite3 demo.db "UPDATE payment SET month = '202601' WHERE n = 1"
extract -q -o out.csv
