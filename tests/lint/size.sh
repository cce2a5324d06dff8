#!/bin/sh
# Files of 500 lines at most, functions of 60, headers of 320.
cd "$(dirname "$0")/../.." || exit 1
echo 1..3
judge() { [ -z "$3" ] || { echo "$3" | sed 's/^/# /'; printf 'not '; }; echo "ok $1 - $2"; }
judge 1 "files up to 500 lines" \
	"$(find src fixtures tests -name '*.c' -exec wc -l {} + | awk '$2 != "total" && $1 > 500 { print $1, $2 }')"
judge 2 "functions up to 60 lines" \
	"$(ctags --languages=C --kinds-C=f --fields=+ne -o - $(find src fixtures tests -name '*.c') |
	awk -F'\t' '{ s = e = 0; for (i = 4; i <= NF; i++) { if ($i ~ /^line:/) s = substr($i, 6); if ($i ~ /^end:/) e = substr($i, 5) } if (e - s >= 60) print e - s + 1, $1, $2 }')"
judge 3 "headers up to 320 lines" \
	"$(find src -name '*.h' -exec wc -l {} + | awk '$2 != "total" && $1 > 320 { print $1, $2 }')"
