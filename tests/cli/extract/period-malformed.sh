# Months only.
. "$CASE/demo.inc"; demo
plan '"period": {"column": "payment.month", "from": "2026-02", "to": "2026-02"}, "columns": ["payment.n"]'
extract --period 2026-13/2026-14
