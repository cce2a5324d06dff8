#!/bin/sh
# Every header compiles alone, has an include guard and begins with a comment.
cd "$(dirname "$0")/../.." || exit 1
headers=$(find src fixtures -name '*.h' | sort)
echo "1..$(echo "$headers" | wc -l)"
n=0
for h in $headers; do
	n=$((n + 1)); out=
	out=$(${CC:-gcc} -std=gnu11 -Isrc -Ifixtures -D_GNU_SOURCE -DYG_VERSION='""' -include core/banned.h \
		-Wall -Wextra -fsyntax-only -x c "$h" 2>&1)
	head -n 1 "$h" | grep -q '^/\*' || out="$out
does not begin with a comment"
	grep -q '^#ifndef [A-Z0-9_]*_H$' "$h" || out="$out
has no include guard"
	[ -z "$out" ] || { echo "$out" | sed 's/^/# /'; printf 'not '; }
	echo "ok $n - $h"
done
