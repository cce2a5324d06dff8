# What extract.json may not say.
. "$CASE/demo.inc"; demo
plan '"columns": ["payment.n"], "period": {"column": "payment.month", "from": "2026-03", "to": "2026-02"}'
extract
