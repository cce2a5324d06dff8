# What extract.json may not say.
. "$CASE/demo.inc"; demo
plan '"columns": ["payment.n"], "join": [{"table": "household", "on": {"hh": "payment.n"}}]'
extract
