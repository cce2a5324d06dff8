# What extract.json may not say.
. "$CASE/demo.inc"; demo
plan '"columns": ["payment.amonut"]'
extract
