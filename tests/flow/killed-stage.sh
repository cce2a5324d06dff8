#!/bin/sh
# A stage that dies in the middle publishes nothing, whichever it is and however it dies.
. "$(dirname "$0")/../tap.sh"

site=$scratch/site
new_site "$site" tiny
cd "$site" || exit 1
ok "a good night first" status 0 yg run relief-recipients
before=$(fingerprint out/public)

# The next night has other data, so a release would be seen.
"$BIN/../fixtures/generate" -q --size tiny --seed 8 --output out/sources/relief.db --canaries out/sources/canaries.txt

bin=$scratch/bin
for stage in extract mask aggregate protect package; do
	for death in KILL TERM exit; do
		rm -rf "$bin"; mkdir "$bin"; cp "$BIN/yg" "$bin/"
		for s in extract mask aggregate protect package publish; do ln -s "$BIN/yg-$s" "$bin/yg-$s"; done
		rm "$bin/yg-$stage"
		# It works as ever, but its output stops after 3,000 bytes and it dies.
		case $death in exit) end='exit 0' ;; *) end="kill -$death \$\$; sleep 5" ;; esac
		printf '#!/bin/sh\n%s/yg-%s "$@" | head -c 3000\n%s\n' "$BIN" $stage "$end" >"$bin/yg-$stage"
		chmod +x "$bin/yg-$stage"
		# The package writes a folder, not a stream: its death must come before it is whole.
		[ $stage = package ] && printf '#!/bin/sh\nhead -c 3000 >/dev/null\n%s\n' "$end" >"$bin/yg-$stage"
		if "$bin/yg" -q run relief-recipients >"$scratch/said" 2>&1; then
			ok "$stage, $death: the run fails" false
		else
			ok "$stage, $death: the run fails and says which step" grep -qE 'step|rows' "$scratch/said"
		fi
		ok "$stage, $death: the public tree is as it was" same "$before" "$(fingerprint out/public)"
		ok "$stage, $death: nothing is left in the work folder" same "" "$(ls out/work)"
	done
done
ok "yg status shows the failure" sh -c 'yg status relief-recipients | grep -q failed'
ok "the night after is good again" status 0 yg run relief-recipients
finish
