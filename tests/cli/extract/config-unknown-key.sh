# What extract.json may not say.
. "$CASE/demo.inc"; demo
plan '"colums": [], "columns": ["payment.n"]'
extract
