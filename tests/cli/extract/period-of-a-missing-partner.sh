# A row without a partner is in none of the months of its partner's column, whether
# the register allows NULL there or not.
. "$CASE/demo.inc"; month_rules='"nullable": false' month_type='TEXT NOT NULL'; demo
sqlite3 demo.db "INSERT INTO household VALUES ('h3', '乡'); DELETE FROM payment WHERE n IN (2, 4)"
cat >pipelines/demo/extract.json <<'J'
{ "dataset": "demo", "source": "demo", "from": "household", "columns": ["household.hh", "payment.n", "payment.month"],
  "join": [{"table": "payment", "on": {"hh": "household.hh"}, "missing": "null"}],
  "period": {"column": "payment.month", "from": "2026-01", "to": "2026-12"} }
J
extract -q
