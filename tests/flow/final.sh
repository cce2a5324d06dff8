#!/bin/sh
# A period is final after some months: its values stay, whatever the source says, until the policy
# opens it again; then they carry r.  Every person is invented.
. "$(dirname "$0")/../tap.sh"
find_python sqlite3
cases=$TOP/tests/cli/protect
cd "$scratch" || exit 1

policy() { echo "{\"minimum_frequency\": {\"threshold\": 5, \"counts\": [\"persons\"]}, \"night\": {\"final_after\": 1$1}}"; }
policy >final.json
policy ', "revise": ["2026-01"]' >open.json
# night POLICY TABLE DAY OUT
night() {
	rm -f draft
	yg-protect "$1" "$2" --schema "$cases/periods.json" --history cells.db --draft draft --dataset relief \
		--as-of "$3" --to csv -o "$4"
}
january() { tr -d '\r' <"$1" | grep ',2026-01,' | cut -d, -f 1,9-; }

ok "a first night" night final.json "$cases/periods.csv" 2026-04-01 first.csv
ok "is released" "$python" "$TOP/tests/flow/month.py" take cells.db draft 1
# Thirty persons more in January, in one town and so in the county.
sed -e 's/^\(350524000000,.*,2026-01,.*\),60,,6000/\1,90,,6000/' -e 's/^\(350524102000,.*,2026-01,.*\),30,,3000/\1,60,,3000/' \
	"$cases/periods.csv" >later.csv
night final.json later.csv 2026-04-02 second.csv 2>said
ok "January is final: it stays" same "$(january first.csv)" "$(january second.csv)"
ok "and the log counts what differs" grep -q '2 differ in a period that is final' said
ok "opened, it changes" night open.json later.csv 2026-04-02 third.csv
ok "and what has changed is marked" same "350524000000,90,r,6000.00,,6000.00,,
350524102000,60,r,3000.00,,3000.00,," "$(january third.csv | grep ',r,')"
"$python" "$TOP/tests/flow/month.py" take cells.db draft 2
night open.json later.csv 2026-04-03 fourth.csv 2>said
ok "a night later it still is" same "$(january third.csv)" "$(january fourth.csv)"
grep -v '^350524102000,.*,2026-01,' later.csv | sed 's/^\(350524000000,.*,2026-01,.*\),90,,6000.00,,6000/\1,30,,3000.00,,3000/' >less.csv
rm -f draft
ok "a cell that was published and is missing: refused" status 65 yg-protect final.json less.csv --schema "$cases/periods.json" \
	--history cells.db --draft draft --dataset relief --as-of 2026-04-04 -o fifth
ok "by name" said 'division=350524102000,period=2026-01 was published earlier and is missing now'
ok "and nothing is written" sh -c '! ls fifth draft 2>/dev/null'
finish
