# Values of an earlier day and revisions are figures like others, the day beside them nobody's birth.
. "$CASE/beside.inc"
as_of() {
	sed -i 's/\r$//; 1s/$/,as_of/; 2,$s/$/,/; s/p,$/p,1949-12-31/; s/$/\r/' "$1/demo.csv"
	sed -i 's/"persons_status", "type": "string"}/&, {"name": "as_of", "type": "date"}/; s/1\.0\.0/'"$2"'/' "$1/datapackage.json"
	sums "$1"
}
january | cells before
printf '350524100,2026-01,100,p\n350524200,2026-01,51,r\n' | cells rel; february >>rel/demo.csv
say '"plausible": {"rows_change": "0%", "totals": [{"column": "persons", "change": "2%"}], "last_period_must_hold": "persons"}'
as_of rel 1.0.0; inspect --previous before
as_of before 1.0.0; sed -i s/r,/p,/ before/demo.csv; inspect --previous before
