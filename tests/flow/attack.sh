#!/bin/sh
# An outsider with the published CSV and linear algebra finds no small cell, and finds
# some as soon as the rows that protect them are shown.
. "$(dirname "$0")/../tap.sh"
here=$TOP/tests/flow
command -v python3 >/dev/null || skip_all "no python3"

site=$scratch/site
new_site "$site" small
ok "the night runs" sh -c "cd $site && yg -q run"

# pick DATASET STATUS: the rows that the private audit calls primary, or secondary.
pick() {
	python3 -c 'import csv, json, sys
w = csv.writer(sys.stdout)
for line in map(json.loads, sys.stdin):
    if line.get("status") == sys.argv[1]: w.writerow(line["cell"].values())' "$2" <"$site/out/private/audit/$1.jsonl"
}
# undo DATASET: the release again, with the values of the rows that are only secondary.
undo() {
	mkdir "$scratch/undone" && cp "$site/out/public/d/$1/latest/"*.csv "$scratch/undone" && chmod u+w "$scratch/undone"/*.csv
	pick "$1" secondary >"$scratch/secondary"
	(cd "$site/pipelines/$1" && yg-extract -q extract.json | yg-mask -q mask.json | yg-aggregate -q --to csv aggregate.json) |
		python3 "$here/undo.py" "$scratch/undone/$1.csv" "$scratch/secondary"
}
# attack FOLDER DATASET KIND...: what is given away, in $scratch/found.
attack() {
	python3 "$here/attack.py" "$@" "$scratch/primary" >"$scratch/found" 2>"$scratch/heard"
}
finds_nothing() {
	attack "$@" && grep -q ' [1-9][0-9]* cells hidden, 0 given away' "$scratch/heard" && [ ! -s "$scratch/found" ] ||
		{ cat "$scratch/heard"; head "$scratch/found"; return 1; }
}
finds_something() { attack "$@"; cat "$scratch/heard"; [ "$(wc -l <"$scratch/found")" -ge 20 ]; }

for kinds in "relief-recipients persons=stock households=stock" "relief-funds amount=flow amount_ytd=cumulative"; do
	name=${kinds%% *}
	pick "$name" primary >"$scratch/primary"
	ok "$name: there are small cells" test "$(wc -l <"$scratch/primary")" -ge 1000
	ok "$name: none can be worked out" finds_nothing "$site/out/public/d/$name/latest" $kinds
	ok "$name: the secondary rows are undone" undo "$name"
	ok "$name: and then many can" finds_something "$scratch/undone" $kinds
	rm -rf "$scratch/undone"
done
finish
