#!/bin/sh
# The runner: one at a time, signals, gates, names, what it says.
. "$(dirname "$0")/../tap.sh"

site=$scratch/site
new_site "$site" tiny
cd "$site" || exit 1
ok "nothing has run yet" sh -c 'yg status 2>&1 | grep -q "nothing has run yet"'
ok "yg list names the three pipelines" sh -c 'test "$(yg list | grep -c "^relief-")" = 3'
ok "an unknown pipeline is a usage error" status 64 yg run relief-recipient
ok "that says where to look" said 'yg list shows them'
ok "a name cannot leave the folder" status 64 yg run ../relief-funds
ok "an unknown command suggests the near one" status 64 yg rnu
ok "by name" said 'did you mean run'
ok "no site is a configuration error" status 78 yg -C / list

# A source that gives nothing until it is told to: the run stays at work.
bin=$scratch/bin; mkdir "$bin"; cp "$BIN/yg" "$bin/"
for s in mask aggregate protect package publish; do ln -s "$BIN/yg-$s" "$bin/yg-$s"; done
printf '#!/bin/sh\nexec sleep 60\n' >"$bin/yg-extract"; chmod +x "$bin/yg-extract"
"$bin/yg" run relief-standards >"$scratch/first" 2>&1 &
first=$!
for i in 1 2 3 4 5 6 7 8 9 10; do [ -s out/state/yg.lock ] && break; sleep 0.2; done
ok "a second run ends at once with status 75" status 75 yg run relief-funds
ok "and names the holder" said "process $first"
kill -TERM $first; wait $first; got=$?
ok "SIGTERM ends the first by the signal" same 143 "$got"
ok "which says so" grep -q 'stopped by signal 15' "$scratch/first"
ok "and published nothing" same "" "$(find out/public -name latest)"
sleep 0.3
ok "no child outlives it" sh -c '! pgrep -f "^sleep 60" >/dev/null'
ok "nothing is left in the work folder" same "" "$(ls out/work)"

"$bin/yg" run relief-standards >/dev/null 2>&1 &
first=$!; sleep 0.5; kill -KILL $first; wait $first 2>/dev/null
pkill -f '^sleep 60'
ok "after SIGKILL the lock is free and the next run is good" status 0 yg run relief-standards

sed -i 's/"min_rows": 1/"min_rows": 1000000/' pipelines/relief-funds/pipeline.json
ok "a release of too few rows is held" status 79 yg run relief-funds
ok "with both numbers" said 'rows, the gate asks for 1000000'
ok "and not published" test ! -e out/public/d/relief-funds
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
