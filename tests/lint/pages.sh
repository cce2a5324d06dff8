#!/bin/sh
# Every program has its man page: clean for mandoc, the same synopsis, the same
# options with the same words as --help, every exit status.
cd "$(dirname "$0")/../.." || exit 1
pages=$(find src -name '*.1' | sort)
programs=$(ls "$BIN")
echo "1..$(echo "$programs" | wc -w)"
scratch=$(mktemp -d); trap 'rm -rf "$scratch"' EXIT
n=0
for program in $programs; do
	n=$((n + 1)); bad=
	page=$(echo "$pages" | grep "/$program\.1$")
	if [ -z "$page" ]; then echo "not ok $n - $program has no page"; continue; fi
	mandoc -T lint -W warning "$page" >"$scratch/lint" || bad="$bad lint"
	"$BIN/$program" --help </dev/null |
		sed -nE 's/^  (-.|  )(,|  )? *--([a-z-]+)( [A-Z][A-Za-z|]*)?  +(.*)$/\3\4: \5/p' | sort >"$scratch/help"
	# .It Fl o , Fl Fl output Ar FILE, then the help text on a line of its own.
	awk '/^\.It Fl/ { line = $0; sub(/.*Fl Fl /, "", line); sub(/ Ar /, " ", line); getline text; print line ": " text }' \
		"$page" | sort >"$scratch/page"
	diff "$scratch/help" "$scratch/page" >"$scratch/diff" || bad="$bad options"
	for status in 0 64 65 69 70 74 75 76 77 78 79; do
		grep -qx "\.It $status" "$page" || bad="$bad status-$status"
	done
	[ -z "$bad" ] || { sed 's/^/# /' "$scratch/lint" "$scratch/diff" 2>/dev/null; printf 'not '; }
	echo "ok $n - $program$bad"
done
