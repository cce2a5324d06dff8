#!/bin/sh
# Two pipelines whose cells are made safe beside each other.
. "$(dirname "$0")/../tap.sh"

site=$scratch/site
new_site "$site" tiny
cd "$site" || exit 1
bin=$scratch/bin
p=pipelines/relief-recipients

ok "yg check: both are ready" status 0 yg check relief-recipients relief-funds
programs_but "$bin" protect <<END
#!/bin/sh
echo "\$@" >$scratch/args; ls -l "$site/out/private/audit/relief-recipients.night" >$scratch/there
exec $BIN/yg-protect "\$@"
END
ok "a night" status 0 "$bin/yg" run --as-of 2026-11-30 relief-recipients
ok "protects beside the other's cells" grep -q -- ' --with [^ ]*/private/audit/relief-recipients.night/with-relief-funds.cells ' "$scratch/args"
ok "which nobody else may read" grep -q '^-rw------- .* with-relief-funds.cells$' "$scratch/there"
ok "under its name, with its history, for that day" grep -q -- ' --dataset relief-recipients --history [^ ]*/private/cells.db --draft [^ ]*/cells --as-of 2026-11-30 ' "$scratch/args"
ok "and leaves no cell behind" same relief-recipients.jsonl "$(ls out/private/audit)"
ok "its steps are in the state" same 3 "$(sqlite3 out/state/yg.db "SELECT count(*) FROM step WHERE name LIKE 'relief-funds/%'")"

# The other's trouble is this one's, by the other's name.
cp -r pipelines "$scratch/kept"
back() { rm -rf pipelines; cp -r "$scratch/kept" pipelines; approve; }
sed -i 's/"column": "pay_month"/"column": "no_month"/' pipelines/relief-funds/aggregate.json; approve
ok "a fault in the other's files holds this one" status 78 yg run relief-recipients
ok "by the other's name" said 'step relief-funds/cells: .*no_month'
ok "yg check finds it" status 78 yg check relief-recipients
ok "by the other's name too" grep -q 'relief-recipients: with relief-funds: step cells: .*no_month' "$scratch/out"
back
for line in '"relief-fund"|there is no pipeline relief-fund ' '"../x"|is not of a-z' \
	'"relief-standards"|relief-standards has no step that protects cells' \
	'"relief-recipients"|relief-recipients is there already' \
	'"relief-funds", "relief-funds"|relief-funds is there already' '7|string'; do
	sed -i "s#\"with\": \[.*\]#\"with\": [${line%%|*}]#" $p/pipeline.json
	ok "with ${line%%|*}: a configuration error" status 78 yg run relief-recipients
	ok "with ${line%%|*}: which and where" said "$p/pipeline.json:[0-9]+: .*${line#*|}"
done
back
sed -i 's/"run": "mask", "in": "raw"/"run": "mask", "in": "raw", "with": ["relief-funds"]/' $p/pipeline.json
ok "only a protect has others" status 78 yg run relief-recipients
ok "which is said" said 'only a step that protects cells has "with"'
back
rm -r pipelines/relief-funds
ok "the other is gone: a configuration error" status 78 yg run relief-recipients
back

# What this one shows depends on the other's files: they are reviewed with it.
echo >>pipelines/relief-funds/mask.json
ok "a change of the other's mask holds this one" status 79 yg run relief-recipients
ok "by the file" said 'pipelines/relief-funds/mask.json'
back
echo >>pipelines/relief-funds/protect.json
ok "so does one of its rules" status 79 yg run relief-recipients
back
sed -i 's/"demonstration/"a demonstration/; s/"version": *"[^"]*"/"version": "2.0.0"/' pipelines/relief-funds/package.json
ok "how it is packed is its own affair" status 0 yg run relief-recipients
back
mkdir common; mv $p/protect.json common/
sed -i 's#"run": "protect"#"run": "protect", "config": "../../common/protect.json"#' $p/pipeline.json; approve
ok "a file of a step may lie elsewhere" status 0 yg run relief-recipients
ok "and is known by one name" sh -c "yg review relief-recipients >/dev/null && grep -q '\"common/protect.json\"' out/private/reviews/relief-recipients.jsonl"
echo >>common/protect.json
ok "it is reviewed too" status 79 yg run relief-recipients
ok "by that name" said ' common/protect.json'
back

# Killed while the other's cells are at work: the next night clears them.
programs_but "$bin" protect <<'END'
#!/bin/sh
kill -KILL $PPID; sleep 10
END
"$bin/yg" run relief-recipients >/dev/null 2>&1; got=$?
ok "killed when the other's cells are there" same 137 "$got"
ok "they are" test -f out/private/audit/relief-recipients.night/with-relief-funds.cells
ok "the next night" status 0 yg run relief-recipients
ok "clears them" same relief-recipients.jsonl "$(ls out/private/audit)"
finish
