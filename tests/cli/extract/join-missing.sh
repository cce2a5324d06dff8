# A row without a partner is refused, left out and counted, or kept.
. "$CASE/demo.inc"; demo
sqlite3 demo.db "DELETE FROM household WHERE hh = 'h1'"
for missing in error drop null; do
	plan '"join": [{"table": "household", "on": {"hh": "payment.hh"}, "missing": "'$missing'"}], "columns": ["payment.n", "household.kind"]'
	extract; echo $?
done
