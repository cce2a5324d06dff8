# What extract.json may not say.
. "$CASE/demo.inc"; demo
plan '"columns": ["payment.n", {"column": "payment.hh", "as": "n"}]'
extract
