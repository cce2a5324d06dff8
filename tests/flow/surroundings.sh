#!/bin/sh
# A night in odd surroundings: closed descriptors, limits, links, odd paths, another umask.
. "$(dirname "$0")/../tap.sh"

site=$scratch/site
new_site "$site" tiny
cd "$site" || exit 1

ok "stdin closed: good" status 0 sh -c 'exec yg run relief-standards <&-'
ok "stderr closed: good" status 0 sh -c 'exec yg run relief-standards 2>&-'
ok "stdout closed: an input or output error" status 74 sh -c 'exec yg list >&-'
ok "a full disk on stdout: an input or output error" status 74 sh -c 'yg list >/dev/full'
rm -rf out/public
yg -v run relief-standards <&- >&- 2>&-
ok "all closed: no message stands in the release" sh -c 'cd out/public/d/relief-standards/latest && sha256sum -c --quiet SHA256SUMS'
yg-extract -q pipelines/relief-standards/extract.json >"$scratch/good"
ok "stderr closed: no message stands in a file" sh -c "yg-extract -v -o $scratch/raw pipelines/relief-standards/extract.json 2>&-; cmp $scratch/raw $scratch/good"
ok "stdin closed: an input or output error" status 74 sh -c 'exec yg-mask pipelines/relief-standards/mask.json <&-'

# limit TEXT ULIMIT...: it works, or it is an error that says why; never a hang, never half a release.
before=$(fingerprint out/public)
limit() {
	text=$1; shift
	(ulimit "$@" && exec timeout 60 yg run relief-standards) >"$scratch/out" 2>"$scratch/said"; got=$?
	ok "$text: good, or an error that says why ($got)" sh -c "test $got -eq 0 || { grep -qE 'Too many open files|File too large|disk I/O error|out of memory|cannot execute|Cannot allocate|temporarily unavailable' $scratch/said; } || { cat $scratch/said; false; }"
	ok "$text: the public tree is as it was" same "$before" "$(fingerprint out/public)"
	ok "$text: nothing is left in the work folder" same "" "$(ls -A out/work)"
}
limit "12 descriptors" -n 12
limit "8 descriptors" -n 8
limit "files of at most 512 bytes" -f 1
limit "64 MB of memory" -v 65536
limit "16 MB of memory" -v 16384

ok "an empty environment: good" status 0 env -i "$BIN/yg" run relief-standards
ln -s "$BIN/yg" "$scratch/yg-link"
ok "called by a link: good" status 0 "$scratch/yg-link" run relief-standards
mkdir "$scratch/away"
ok "from elsewhere, with --site: good" status 0 sh -c "cd $scratch/away && yg -C $site/config run relief-standards"
ok "nothing was written there" same "" "$(ls -A "$scratch/away")"
if [ "$(id -u)" -eq 0 ] && mkdir -p out/work && mount -t tmpfs -o size=64m tmpfs out/work 2>/dev/null; then
	ok "the work folder on another file system: good" status 0 yg run relief-recipients
	umount out/work
else
	skip "the work folder on another file system" "cannot mount here"
fi

odd="$scratch/站 点/with  blanks"
mkdir -p "$scratch/站 点"; cp -r "$site" "$odd"
(cd "$odd" && rm -rf out/public out/state out/work)
ok "a path with blanks, umask 077: good" status 0 sh -c "umask 077; cd '$odd' && yg run"
ok "the public tree is open to everybody" same "" "$(find "$odd/out/public" ! -type l ! -perm -o=r)"
ok "its folders too" same "" "$(find "$odd/out/public" -type d ! -perm -o=x)"
rm -rf "$odd/out/state"
ok "umask 0: good" status 0 sh -c "umask 0; cd '$odd' && yg run"
ok "what is private is closed to others" same "" "$(find "$odd/out/private/audit" "$odd/out/private/inspect" "$odd/out/state" ! -type l -perm /077)"
bytes=$(printf '%s/caf\351' "$scratch")
mkdir "$bytes" && cp -r config pipelines "$bytes/" && rm "$bytes/pipelines/relief-standards/mask.json"
ok "a path that is no UTF-8: the message arrives" sh -c "yg -C '$bytes' run relief-standards 2>&1 | grep -q 'cannot read .*mask.json'"
cp pipelines/relief-standards/mask.json "$bytes/pipelines/relief-standards/"
(cd "$bytes" && approve relief-standards)
ok "also through the log of a stage" sh -c "yg -C '$bytes' run relief-standards 2>&1 | grep -q 'step raw: .*relief.db'"

yg -C "$site" -q run >/dev/null 2>"$scratch/one" & one=$!
yg -C "$odd" -q run >/dev/null 2>"$scratch/two"; two=$?
wait $one; one=$?
ok "two sites at once: both are good" same "0 0" "$one $two"
ok "and have the same bytes" same "$(fingerprint out/public)" "$(fingerprint "$odd/out/public")"

: >"$odd/out/state/yg.db"; rm -f "$odd"/out/state/yg.db-*
ok "an empty state file (killed at birth) is filled" status 0 yg -C "$odd" run relief-standards
echo "no database at all, but long enough to be looked at as one" >"$odd/out/state/yg.db"; rm -f "$odd"/out/state/yg.db-*
ok "a state file that is none is an error" status 74 yg -C "$odd" run relief-standards
ok "that says what to do" said 'yg.db: .*move it away'
finish
