# A period of a column of dates; a date that is none is refused in any period.
. "$CASE/demo.inc"; demo
plan '"period": {"column": "payment.day", "from": "2026-02", "to": "2026-03"}, "columns": ["payment.n", "payment.day"]'
extract -q
sqlite3 demo.db "UPDATE payment SET day = '2026.1.15' WHERE n = 1"
extract -q -o out.csv
