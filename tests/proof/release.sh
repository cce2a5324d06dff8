#!/bin/sh
# Other people's readers open what a night publishes, and a release full of hostile text.
here=$(cd "$(dirname "$0")" && pwd)
if ! "$here/packages"; then
	echo "1..0 # SKIP the npm packages are not here and cannot be installed"
	exit 0
fi
. "$here/../tap.sh"
new_site "$scratch/site" tiny
yg -q -C "$scratch/site" run >/dev/null || exit 1
node "$here/release.mjs" "$scratch"/site/out/public/d/*/latest | sed 's|^1\.\.\([0-9]*\)$|# the releases: \1|' >"$scratch/first"
node "$here/release.mjs" | sed 's|^1\.\.\([0-9]*\)$|# hostile text: \1|' >"$scratch/second"
# One plan, one numbering.
cat "$scratch/first" "$scratch/second" | awk '
	/^(not )?ok / { n++; sub(/ok [0-9]+/, "ok " n) }
	{ print }
	END { print "1.." n }'
