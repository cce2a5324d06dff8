# Months from the file, other months from the command line.
. "$CASE/demo.inc"; demo
plan '"period": {"column": "payment.month", "from": "2026-02", "to": "2026-02"}, "columns": ["payment.n", "payment.month"]'
extract -q
extract -q --period 2026-02/2026-03
extract -q --period 2026-01
