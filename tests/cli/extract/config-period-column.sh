# What extract.json may not say.
. "$CASE/demo.inc"; demo
plan '"columns": ["payment.n"], "period": {"column": "payment.amount", "from": "2026-01", "to": "2026-02"}'
extract
