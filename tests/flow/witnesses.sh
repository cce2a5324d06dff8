#!/bin/sh
# The private audit proves what it claims: every witness table agrees with what is published and
# with every equation of the table, and reaches what its cells need.  Checked by another program.
. "$(dirname "$0")/../tap.sh"
here=$TOP/tests/flow
command -v python3 >/dev/null || skip_all "no python3"

site=$scratch/site
new_site "$site" small

# protect DATASET OPTION...: its safe table and the audit of it, in $scratch.
protect() {
	name=$1; shift
	(cd "$site/pipelines/$name" && yg-extract -q "$@" extract.json | yg-mask -q mask.json | yg-aggregate -q aggregate.json |
		yg-protect -q --to csv --audit "$scratch/$name.jsonl" protect.json >"$scratch/$name.csv")
}
check() { python3 "$here/witnesses.py" "$1" "$2" >"$scratch/faults" 2>"$scratch/counts"; }
proves() {
	check "$scratch/$1.jsonl" "$scratch/$1.csv"; cat "$scratch/counts"; head "$scratch/faults"
	grep -qE '^[1-9][0-9]{2,} claims, [1-9][0-9]* witnesses, [1-9][0-9]{3,} equations, 0 faults$' "$scratch/counts"
}
# finds FAULT AUDIT TABLE
finds() { check "$2" "$3"; cat "$scratch/counts"; head "$scratch/faults"; grep -q "$1" "$scratch/faults"; }

for run in relief-recipients "relief-funds --period 2025-01/2025-03"; do
	name=${run%% *}
	ok "$name is protected" protect $run
	ok "$name: every witness proves what it is there for" proves "$name"
done

# The same with lies in it must not pass.
audit=$scratch/relief-recipients.jsonl table=$scratch/relief-recipients.csv
sed '/^{"witness":0,/s/,\([0-9]*\)\]/,1\1]/' "$audit" >"$scratch/lie"
ok "a witness of other values breaks an equation" finds 'witness 0 breaks an equation' "$scratch/lie" "$table"
sed '/^{"certified"/s/"need":\[\([0-9]*\),\([0-9]*\)\]/"need":[\1,9\2]/' "$audit" >"$scratch/lie"
ok "a claim too great is not reached" finds 'do not reach what is needed' "$scratch/lie" "$table"
sed '/^{"certified"/s/"witnesses":\[[^]]*\]/"witnesses":[null,null]/' "$audit" >"$scratch/lie"
ok "nor is one without a witness" finds 'do not reach what is needed' "$scratch/lie" "$table"
sed '/^{"witness":0,/s/:\[\[[0-9]*,/:[[0,/' "$audit" >"$scratch/lie"
sed -i '2i {"id":0,"cell":{"division":"350524000000","relief_type":"_T","period":"2025"},"values":{}}' "$scratch/lie"
ok "a witness leaves alone what is published" finds 'which is published' "$scratch/lie" "$table"
finish
