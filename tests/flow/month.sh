#!/bin/sh
# A month of nights with 0.2 % of the persons changing in each: whoever keeps all releases finds
# no change of one to three persons.  Without the ledger of cells he finds hundreds, so this
# test can fail.
. "$(dirname "$0")/../tap.sh"
here=$TOP/tests/flow
find_python sqlite3

printf '{"minimum_frequency": {"threshold": 5, "counts": ["persons"]}, "night": {"minimum_change": 4}}\n' >"$scratch/policy.json"
for how in held forgetful; do
	mkdir "$scratch/$how"
	ok "thirty nights, $how" sh -c "'$python' $here/month.py run $scratch/$how $scratch/policy.json $how >$scratch/$how/nights"
	$python "$here/month.py" attack "$scratch/$how" >"$scratch/$how/found"
done
ok "nobody is given away" grep -q '^0 small changes found in 30 releases' "$scratch/held/found"
ok "without the ledger hundreds are" sh -c "tail -1 $scratch/forgetful/found; [ \$(tail -1 $scratch/forgetful/found | cut -d' ' -f1) -ge 300 ]"
ok "values are held" grep -q ' [1-9][0-9]* held' "$scratch/held/nights"
ok "and many are of the last night all the same" sh -c "tail -1 $scratch/held/nights; [ \$(tail -1 $scratch/held/nights | sed 's/.* cells, \([0-9]*\) of.*/\1/') -ge 50 ]"
finish
