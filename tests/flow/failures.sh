#!/bin/sh
# Publications that really went wrong, rebuilt with invented persons: all held.
. "$(dirname "$0")/../tap.sh"
here=$TOP/tests/flow
find_python openpyxl

new_site "$scratch/site"
cd "$scratch/site" || exit 1
ok "a lawful release is made" status 0 yg run relief-standards
release=$(readlink -f out/public/d/relief-standards/latest)
inspect() { yg-inspect --without-values --report "$scratch/findings.json" pipelines/relief-standards/inspect.json "$1"; }
ok "and passes, with nothing to compare it with" status 0 inspect "$release"

tells() { cat "$scratch/out" "$scratch/said" "$scratch/findings.json" | grep -aE '[0-9]{15}|志强|金水|秀英|陈\*\*' && return 1; return 0; }
attempt() {
	rm -rf "$scratch/copy" "$scratch/findings.json"
	"$python" "$here/failures.py" "$1" "$release" "$scratch/copy" && status 79 inspect "$scratch/copy" && tells
}
for case in $("$python" "$here/failures.py" list); do
	ok "held: $case" attempt "$case"
done
finish
