#!/bin/sh
# The runner: one at a time, signals, gates, what a stage may do with its log.
. "$(dirname "$0")/../tap.sh"

site=$scratch/site
new_site "$site" tiny
cd "$site" || exit 1
bin=$scratch/bin
ok "nothing has run yet: status 69" status 69 yg status
ok "which is said" said 'nothing has run yet'
ok "yg list names the three pipelines" sh -c 'test "$(yg list | grep -c "^relief-")" = 3'
ok "an unknown pipeline is a usage error" status 64 yg run relief-recipient
ok "that says where to look" said 'yg list shows them'
ok "a name cannot leave the folder" status 64 yg run ../relief-funds
ok "an unknown command suggests the near one" status 64 yg rnu
ok "by name" said 'did you mean run'
ok "no site is a configuration error" status 78 yg -C / list
for period in 2026-13 '' -x "2026-01' OR 1" 2026-10/2025-01 2026-01/2026-02/2026-03; do
	ok "period '$period' is a usage error" status 64 yg --period "$period" run relief-recipients
done

# A source that gives nothing until it is told to: the run stays at work.
programs_but "$bin" extract <<END
#!/bin/sh
echo \$\$ >$scratch/pid.new; mv $scratch/pid.new $scratch/pid
exec sleep 60
END
"$bin/yg" run relief-standards >"$scratch/first" 2>&1 &
first=$!
until_true test -s "$scratch/pid"
ok "a second run ends at once with status 75" status 75 yg run relief-funds
ok "and names the holder" said "process $first"
kill -TERM $first; wait $first 2>/dev/null; got=$?
ok "SIGTERM ends the first by the signal" same 143 "$got"
ok "which says so" grep -q 'stopped by signal 15' "$scratch/first"
ok "and published nothing" same "" "$(find out/public -name latest)"
ok "no child outlives it" is_gone "$(cat "$scratch/pid")"
ok "nothing is left in the work folder" same "" "$(ls -A out/work)"

rm "$scratch/pid"
"$bin/yg" run relief-standards >/dev/null 2>&1 &
first=$!
until_true test -s "$scratch/pid"
kill -KILL $first; wait $first 2>/dev/null
ok "SIGKILL of the runner takes its children along" until_true is_gone "$(cat "$scratch/pid")"
ok "yg status knows that it was cut off" sh -c 'yg status relief-standards | grep -q "cut off"'
ok "the lock is free and the next run is good" status 0 yg run relief-standards
ok "and clears what was left" same "" "$(ls -A out/work)"

# What a stage may do with its log
good=$BIN/yg-extract
programs_but "$bin" extract <<END
#!/bin/sh
head -c 3000000 /dev/zero | tr '\\0' 'x' >&2; echo >&2
yes '{"program":"x","level":"info","message":"chatter"}' | head -n 50000 >&2
exec $good "\$@"
END
ok "a flood of messages blocks nothing" status 0 timeout 60 "$bin/yg" run relief-standards
ok "and a line without an end is shown in part" sh -c "grep -q xxxxxxxx $scratch/said && test \$(wc -c <$scratch/said) -lt 2000"
programs_but "$bin" extract <<END
#!/bin/sh
exec $good "\$@" 2>&-
END
ok "a closed stderr blocks nothing" status 0 timeout 60 "$bin/yg" run relief-standards
programs_but "$bin" extract <<END
#!/bin/sh
sleep 30 >/dev/null </dev/null & echo \$! >$scratch/pid
exec $good "\$@"
END
ok "nor does a grandchild that keeps the stderr" status 0 timeout 20 "$bin/yg" run relief-standards
kill "$(cat "$scratch/pid")" 2>/dev/null
programs_but "$bin" extract </dev/null
rm "$bin/yg-extract"
ok "a program that is not there is a configuration error" status 78 "$bin/yg" run relief-standards
ok "by name" said 'cannot execute .*yg-extract'

# Gates
mkdir pipelines/empty
ok "a folder without pipeline.json is no pipeline" sh -c '! yg list | grep -q ^empty'
ok "a good night of all" status 0 yg run
before=$(fingerprint out/public)
sed -i 's/"min_rows": 1/"min_rows": 1000000/' pipelines/relief-funds/pipeline.json
approve relief-funds
ok "a release of too few rows is held" status 79 yg run relief-funds
ok "with both numbers" said 'has [1-9][0-9]* rows, the gate asks for 1000000'
ok "and the public tree is as it was" same "$before" "$(fingerprint out/public)"
sed -i 's/"min_rows": 1000000/"min_rows": 1/' pipelines/relief-funds/pipeline.json
sed -i 's/"name": "relief-funds"/"name": "relief-recipients"/' pipelines/relief-funds/package.json
approve relief-funds
ok "a release of another dataset's name is held" status 79 yg run relief-funds
ok "with both names" said 'holds the dataset relief-recipients, not relief-funds'
ok "and the other dataset is as it was" same "$before" "$(fingerprint out/public)"
sed -i 's/"run": "mask", "in": "raw"/"run": "mask", "in": "rwa"/' pipelines/relief-funds/pipeline.json
ok "a step that hangs on nothing is a configuration error" status 78 yg run relief-funds
ok "with file and line" said 'relief-funds/pipeline.json:[0-9]+: '
ok "one pipeline's trouble does not stop the others" status 78 yg run relief-funds relief-standards
ok "the other is done" sh -c 'yg status relief-standards | grep -q " done "'

release=$(readlink -f out/public/d/relief-standards/latest)
chmod u+w "$release" "$release/README.md"; echo x >>"$release/README.md"
ok "a release that was changed in place is noticed" status 79 yg run relief-standards
ok "by name" said 'README.md: differs'
finish
