# A condition on the partner does not hide that there is none.
. "$CASE/demo.inc"; demo
sqlite3 demo.db "DELETE FROM household WHERE hh = 'h1'"
plan '"join": [{"table": "household", "on": {"hh": "payment.hh"}}], "columns": ["payment.n"], "where": [{"column": "household.kind", "is": "农村"}]'
extract -o out.csv
