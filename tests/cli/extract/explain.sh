# The query has a question mark for every value.
. "$CASE/demo.inc"; demo
plan '"join": [{"table": "household", "on": {"hh": "payment.hh"}, "missing": "drop"}], "period": {"column": "payment.month", "from": "2026-01", "to": "2026-02"}, "columns": ["payment.n", "household.kind"], "where": [{"column": "payment.name", "is": "甲一"}, {"column": "household.kind", "not": "农村"}, {"column": "payment.aid", "at_least": "1"}]'
extract --explain
