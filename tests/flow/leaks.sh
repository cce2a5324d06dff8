#!/bin/sh
# The last gate against two hundred ways in which a value can slip into a release.
. "$(dirname "$0")/../tap.sh"
here=$TOP/tests/flow
PYTHONDONTWRITEBYTECODE=1; export PYTHONDONTWRITEBYTECODE
find_python openpyxl sqlite3

new_site "$scratch/site"
cd "$scratch/site" || exit 1
ok "the release is made" status 0 yg run relief-standards
release=$(readlink -f out/public/d/relief-standards/latest)
policy=pipelines/relief-standards/inspect.json
ok "the closed values are read" sh -c "yg-extract --closed pipelines/relief-standards/extract.json >$scratch/closed"
inspect() { yg-inspect --report "$scratch/findings.json" "$policy" "$1" <"$scratch/closed"; }
ok "as it was packaged it passes" status 0 inspect "$release"

cut -f 2 out/sources/canaries.txt | grep -v '^$' >"$scratch/values"
tells() { cat "$scratch/out" "$scratch/said" "$scratch/findings.json" 2>/dev/null | grep -aFf "$scratch/values" && return 1; return 0; }
# attempt WAY EXPECTED
attempt() {
	rm -rf "$scratch/copy" "$scratch/findings.json"
	"$python" "$here/plant.py" "$1" "$release" "$scratch/copy" out/sources/canaries.txt || return 1
	if diff -rq "$release" "$scratch/copy" >/dev/null; then echo "nothing was planted"; return 1; fi
	case $2 in
	caught) status 79 inspect "$scratch/copy" ;;
	limit:*) status 0 inspect "$scratch/copy" && grep -q "${2#limit:}" "$TOP/src/inspect/yg-inspect.1" ;;
	esac && tells
}
"$python" "$here/plant.py" list >"$scratch/ways"
# Not only the first person's: the manual page asks eight ideographs of a text.
every_value() {
	rm -rf "$scratch/copy"
	"$python" "$here/plant.py" all "$release" "$scratch/copy" out/sources/canaries.txt >"$scratch/files" &&
		[ "$(wc -l <"$scratch/files")" -ge 70 ] && status 79 inspect "$scratch/copy" || return 1
	while read -r f; do grep -q "\"$f" "$scratch/findings.json" || { echo "not found: $f"; return 1; }; done <"$scratch/files"
}
ok "every value of every person is found" every_value
# Every kind of value in every place of a finished document that goes with a release.
every_place() {
	rm -rf "$scratch/copy"
	"$python" "$here/plant.py" places "$release" "$scratch/copy" out/sources/canaries.txt >"$scratch/files" &&
		[ "$(wc -l <"$scratch/files")" -ge 700 ] && status 79 inspect "$scratch/copy" || return 1
	"$python" "$here/plant.py" missed "$scratch/findings.json" <"$scratch/files"
}
ok "every kind of value is found in every place of a document" every_place
ok "there are sixty ways at least" sh -c "test \$(grep -c caught $scratch/ways) -ge 60"
while read -r way expected; do
	ok "$expected: $way" attempt "$way" "$expected"
done <"$scratch/ways"
finish
