# One partner for each row, in the order of the first table.
. "$CASE/demo.inc"; demo
plan '"join": [{"table": "household", "on": {"hh": "payment.hh"}}], "columns": ["payment.n", "household.kind"]'
extract
plan '"join": [{"table": "household", "on": {"hh": "payment.hh"}}], "columns": ["payment.n"], "where": [{"column": "household.kind", "is": "农村"}]'
extract
