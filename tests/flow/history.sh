#!/bin/sh
# The history of cells: what became public is in it, what did not leaves no trace, whatever
# happens in between; lost, it is made anew from the public releases.
. "$(dirname "$0")/../tap.sh"

site=$scratch/site
new_site "$site" tiny
cd "$site" || exit 1
bin=$scratch/bin
name=relief-recipients
db=out/private/cells.db
# states: what every release of every dataset shows of every cell, measures that none shows aside.
cat >"$scratch/states.py" <<'P'
import sqlite3
db = sqlite3.connect("out/private/cells.db")
for dataset, name, last in db.execute(
        "SELECT id, name, (SELECT max(n) FROM release WHERE dataset = dataset.id) FROM dataset ORDER BY name").fetchall():
    lines = db.execute("SELECT cell, release, view, coalesce(shown, truth) FROM line WHERE dataset = ? ORDER BY 2, 1",
                       [dataset]).fetchall()
    parts = [dict(p.split("=", 1) for p in l[3].split(";") if p) for l in lines]
    public = sorted({m for p in parts for m, v in p.items() if v[:1].isdigit() and m != "primary"})
    state, at = {}, 0
    for n in range(1, last + 1):
        while at < len(lines) and lines[at][1] == n:
            state[lines[at][0]] = (lines[at][2], *(parts[at].get(m, "c") for m in public))
            at += 1
        for cell in sorted(state):
            print(name, n, cell, *state[cell])
P
states() { python3 "$scratch/states.py"; }
# What a tiny database has in a month is no measure of the next.
for p in pipelines/relief-*/inspect.json; do echo '{ "key": "pseudonym" }' >"$p"; done
approve

history() { sqlite3 $db "SELECT name, n, release.id, day FROM release JOIN dataset ON dataset.id = dataset ORDER BY 1, 2"; }
releases() { sqlite3 $db "SELECT count(*) FROM release JOIN dataset ON dataset.id = dataset WHERE name = '$1'"; }
shown() { sqlite3 $db "SELECT name, cell, release, view, coalesce(shown, truth) FROM line JOIN dataset ON dataset.id = dataset ORDER BY 1, 2, 3"; }
# A release with other bytes and the same cells.
new_words() { sed -i "s/\"version\": *\"[^\"]*\"/\"version\": \"$2\"/" "pipelines/$1/package.json"; approve "$1"; }
latest() { readlink "out/public/d/$1/latest"; }
nothing_waits() { same "" "$(find out/private/cells out/private/audit -mindepth 1 ! -name '*.jsonl')"; }
# agrees DATASET: every value that its latest release shows stands in the history, and no other.
agrees() {
	python3 - "$1" "out/public/d/$1/latest/$1.csv" <<-'P'
	import csv, sqlite3, sys
	rows = list(csv.DictReader(open(sys.argv[2], encoding="utf-8", newline="")))
	keys = [c for c in rows[0] if c + "_level" in rows[0]]
	measures = [c for c in rows[0] if c + "_status" in rows[0]]
	known = {}
	for cell, view, shown, _ in sqlite3.connect("out/private/cells.db").execute(
	        "SELECT cell, view, coalesce(shown, truth), max(release) FROM line JOIN dataset"
	        " ON dataset.id = dataset WHERE name = ? GROUP BY cell", [sys.argv[1]]):
	    if view:
	        known[cell] = dict(p.split("=", 1) for p in shown.split(";"))
	bad = 0
	for r in rows:
	    cell = known.pop(",".join(f"{k}={r[k]}" for k in keys), {})
	    for m in measures:
	        want = r[m] + (r[m + "_status"] if r[m] else "") or r[m + "_status"]
	        bad += cell.get(m) != want
	print(bad, "values are not as published,", len(known), "cells too many")
	sys.exit(bad + len(known) > 0)
	P
}

ok "a first night, of all months but the last" status 0 yg --period 2025-01/2026-09 run
ok "is in the history" same 1 "$(releases relief-funds)$(releases $name | tr -d 1)"
ok "as it was published: recipients" agrees $name
ok "as it was published: funds" agrees relief-funds
ok "which is ours alone" same "600 700" "$(stat -c %a $db out/private/cells | tr '\n' ' ' | sed 's/ $//')"
ok "nothing is left beside it" nothing_waits
before=$(history)
ok "the same night again" status 0 yg --period 2025-01/2026-09 run
ok "adds nothing" same "$before" "$(history)"
ok "the next month" status 0 yg run --as-of 2026-12-01
ok "is a release more" same 2 "$(releases $name)"
ok "of the day that was said" sh -c "yg history $name | grep -q ' 2  2026-12-01 '"
ok "with what is new in it" sh -c "yg history $name | tail -n 1 | grep -q ' [1-9][0-9]* changed'"
ok "as it was published then: recipients" agrees $name
ok "as it was published then: funds" agrees relief-funds
ok "a day that is none is a usage error" status 64 yg --as-of 2026-02-30 run
ok "yg history tells of both" sh -c 'test "$(yg history | grep -c " 2 releases")" = 2'
ok "a dataset without one is a usage error" status 64 yg history relief-standards

# What is held leaves no trace.
before=$(history; shown) tree=$(fingerprint out/public)
sed -i 's/"min_rows": 1/"min_rows": 1000000/' pipelines/$name/pipeline.json; new_words $name 1.0.1
ok "a release of too few rows is held" status 79 yg run $name
ok "and is not in the history" same "$before" "$(history; shown)"
ok "nor beside it" nothing_waits
sed -i 's/"min_rows": 1000000/"min_rows": 1/' pipelines/$name/pipeline.json; new_words $name 1.0.1
programs_but "$bin" publish <<'END'
#!/bin/sh
echo '{"program":"yg-publish","level":"error","status":74,"message":"the disk is full"}' >&2
exit 74
END
ok "a release that yg-publish does not take" status 74 "$bin/yg" run $name
ok "is not in the history" same "$before" "$(history; shown)"
ok "nor does its draft stay" nothing_waits

# The runner is killed before and after the release is public.
programs_but "$bin" publish <<'END'
#!/bin/sh
kill -KILL $PPID; sleep 10
END
"$bin/yg" run $name >/dev/null 2>&1; got=$?
ok "killed before the release is public" same 137 "$got"
ok "the draft waits" sh -c "ls out/private/cells/$name.*.waiting"
ok "but is not in the history" same "$before" "$(history; shown)"
ok "the public tree is as it was" same "$tree" "$(fingerprint out/public)"
programs_but "$bin" publish <<END
#!/bin/sh
$BIN/yg-publish "\$@"; kill -KILL \$PPID; sleep 10
END
"$bin/yg" run $name >/dev/null 2>&1; got=$?
ok "killed when it is public" same 137 "$got"
ok "it is" sh -c "! test '$tree' = '$(fingerprint out/public)'"
ok "and not yet in the history" same "$before" "$(history; shown)"
killed=$(latest $name)
new_words $name 1.0.2
ok "the next night" status 0 yg run $name
ok "has it there, before its own" same "3 $killed 4 $(latest $name)" \
	"$(sqlite3 $db "SELECT n, release.id FROM release JOIN dataset ON dataset.id = dataset WHERE name = '$name' AND n > 2 ORDER BY n" | tr '|\n' '  ' | sed 's/ $//')"
ok "nothing waits any more" nothing_waits
ok "and all is as published" agrees $name

# The next night of the other pipeline settles it as well: it protects beside it.
new_words $name 1.0.3
"$bin/yg" run $name >/dev/null 2>&1
ok "killed again when it is public, the draft waits" sh -c "ls out/private/cells/$name.*.waiting"
ok "a night of the other pipeline" status 0 yg run relief-funds
ok "takes it in" same 5 "$(releases $name)"

# Lost: it is what the public releases show, and no more.
history >"$scratch/order"; states >"$scratch/a"
ok "a rebuild" status 0 yg history --rebuild
ok "says from what" sh -c "grep -q '^$name  *rebuilt from 5 public releases' $scratch/out"
history | cut -d '|' -f 1-3 >"$scratch/order.new"; states >"$scratch/b"
ok "has the same releases in the same order" sh -c "cut -d '|' -f 1-3 $scratch/order | diff - $scratch/order.new"
ok "and the same shown of every cell in every one" diff "$scratch/a" "$scratch/b"
ok "of much" sh -c "test \$(wc -l <$scratch/a) -gt 10000"
ok "what was hidden is unknown" same 0 "$(sqlite3 $db "SELECT count(*) FROM line WHERE view = 3 AND truth NOT LIKE '%=?%'")"
rm $db out/state/yg.db
ok "history and state lost, a night" status 0 yg run $name
ok "takes them from the public tree" said "$name: the history of cells lacks 5 public releases"
ok "and of the dataset that it is protected with" said "relief-funds: the history of cells lacks 2 public releases"
ok "says what it does not know" said "of 5 public releases no run tells when"
ok "the last is the one that is public" same "$(latest $name)" "$(sqlite3 $db "SELECT release.id FROM release JOIN dataset ON dataset.id = dataset WHERE name = '$name' ORDER BY n DESC LIMIT 1")"
ok "as published" agrees $name
echo '{}' >"$scratch/no"; chmod -R u+w out/public/d/relief-funds; cp "$scratch/no" "out/public/d/relief-funds/$(latest relief-funds)/datapackage.json"
before=$(history; shown)
ok "a release that cannot be read: no rebuild" status 78 yg history --rebuild relief-funds
ok "by name" said 'relief-funds: .*datapackage.json'
ok "and the history is as it was" same "$before" "$(history; shown)"
rm $db
ok "nor a night without its history" status 78 yg run $name
ok "which says why" said 'what was published of relief-funds cannot be recalled'
finish
