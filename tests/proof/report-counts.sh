#!/bin/sh
# Three yearly reports from a thousand requests, cell for cell against SQL over their database, and
# each request's legal clock against a second computation from the list of holidays.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/report.sh"
PROOF=${PROOF:-$TOP/build/release/proof}
find_python sqlite3
here=$TOP/tests/proof
new_site "$scratch/site"; cd "$scratch/site" || exit 1
db=out/sources/disclosure.db
calendar=config/calendar/workdays.csv
# counted WHAT ARGUMENT...: nothing differs, and there was something to compare.
counted() { "$python" "$here/report-counts.py" "$@" | tee "$scratch/counted"; grep -q ', 0 differences' "$scratch/counted"; }
# cells YEAR: all 200 of them; some, but not all are 0.
cells() { counted cells "$db" "$scratch/$1/annual-report-$1.json" "$1" && grep -q '^200 cells, 1[0-9][0-9] of them over 0' "$scratch/counted"; }
# passes FINDINGS: no error, and no cell that nothing fills in.
passes() { cat "$1"; grep -q '^错误0项' "$1" && ! grep -q '^待答 missing' "$1"; }
clocks() {
	"$PROOF/case_rows" "$scratch/streams/information-requests.stream" "$scratch/streams/request-events.stream" \
		$calendar "${1%%-*}" "$1" >"$scratch/cases" && counted clocks "$db" $calendar "$scratch/cases" "${1%%-*}" "$1"
}

for seed in 7 20260; do
	new_database --seed $seed
	ok "seed $seed: a thousand requests" [ "$(sqlite3 $db 'select count(*) from request')" = 1000 ]
	ok "seed $seed: the records" streams annual-report "$scratch/streams"
	last=
	for year in 2024 2025 2026; do
		rm -rf "${scratch:?}/$year"
		ok "seed $seed: the report of $year" status 0 report annual-report "$scratch/streams" --draft --period $year $last -o "$scratch/$year"
		ok "seed $seed: every cell of $year is what SQL counts" cells $year
		ok "seed $seed: $year passes all rules" passes "$scratch/$year/check.txt"
		last="--last $scratch/$year/annual-report-$year.json"
	done
	for day in 2024-03-15 2024-09-30 2024-12-31 2025-02-17 2025-12-31 2026-04-13 2026-06-30 2026-10-31 2026-12-31; do
		ok "seed $seed: the clocks of $day" clocks $day
	done
	ok "seed $seed: some are late, and some overdue" grep -qE ' [1-9][0-9]* overdue, [1-9][0-9]* late' "$scratch/counted"
done

# One number more, one day more: the comparison must say so.
differs() { ! counted "$@" && grep -q ', [1-9][0-9]* differences' "$scratch/counted"; }
sed -i '0,/"自然人": \([0-9]*\)/s//"自然人": 9\1/' "$scratch/2026/annual-report-2026.json"
ok "a changed number is found" differs cells $db "$scratch/2026/annual-report-2026.json" 2026
ok "and it alone" grep -q ', 1 differences' "$scratch/counted"
sed -i '/^2026-10-01/i 2026-09-30,off,试验,试验' $calendar
ok "a changed holiday is found" differs clocks $db $calendar "$scratch/cases" 2026 2026-12-31
finish
