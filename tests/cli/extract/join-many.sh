# A second partner is refused unless many are meant; then they have an order.
. "$CASE/demo.inc"; demo
sqlite3 demo.db "DROP TABLE household; CREATE TABLE household (hh TEXT, kind TEXT); INSERT INTO household VALUES ('h2', 'b'), ('h1', 'z'), ('h2', 'a')"
plan '"join": [{"table": "household", "on": {"hh": "payment.hh"}, "many": true}], "columns": ["payment.n", "household.kind"]'
extract
plan '"join": [{"table": "household", "on": {"hh": "payment.hh"}}], "columns": ["payment.n", "household.kind"]'
extract -o out.csv
