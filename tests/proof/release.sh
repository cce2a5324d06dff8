#!/bin/sh
# Other people's readers open what a night publishes, and a release full of hostile text.
here=$(cd "$(dirname "$0")" && pwd)
if ! "$here/packages"; then
	# Continuous integration must not pass without the proofs.
	[ -z "$CI" ] || exit 1
	echo "1..0 # SKIP the npm packages are not here and cannot be installed"
	exit 0
fi
. "$here/../tap.sh"
new_site "$scratch/site" tiny
yg -q -C "$scratch/site" run >/dev/null || exit 1
# proof TEXT RELEASE...: a reader that ends badly is a failure, too.
proof() {
	text=$1; shift
	node "$here/release.mjs" "$@" >"$scratch/tap" || echo "not ok 0 - $text: ended with status $?" >>"$scratch/tap"
	sed "s|^1\.\.\([0-9]*\)$|# $text: \1|" "$scratch/tap"
}
{
	proof "the releases" "$scratch"/site/out/public/d/*/latest
	proof "hostile text"
} | awk '	# one plan, one numbering
	/^(not )?ok / { n++; sub(/ok [0-9]+/, "ok " n) }
	{ print }
	END { print "1.." n }'
