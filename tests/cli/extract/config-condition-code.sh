# What extract.json may not say.
. "$CASE/demo.inc"; demo
plan '"columns": ["payment.n"], "where": [{"column": "payment.area", "under": "99"}]'
extract
