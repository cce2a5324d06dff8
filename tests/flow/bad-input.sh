#!/bin/sh
# Every kind of bad input: the message, the exit status by kind, no output file,
# and the old release untouched.
. "$(dirname "$0")/../tap.sh"

site=$scratch/site
new_site "$site" tiny
cd "$site" || exit 1
p=pipelines/relief-recipients
db=out/sources/relief.db
ok "a good night first" status 0 yg run relief-recipients
before=$(fingerprint out/public)
cp $db "$scratch/good.db"; cp -r config pipelines "$scratch/"

# night TEXT STATUS MESSAGE: the run fails as it should and the public tree stands, also with a
# policy that two persons have agreed to.
night() {
	approve >/dev/null 2>&1
	ok "$1: status $2" status "$2" yg run relief-recipients
	ok "$1: the message" said "$3"
	ok "$1: the old release is untouched" same "$before" "$(fingerprint out/public)"
	ok "$1: no work is left" same "" "$(ls out/work)"
	rm -f $db $db-wal $db-shm $db-journal
	cp "$scratch/good.db" $db; rm -rf config pipelines; cp -r "$scratch/config" "$scratch/pipelines" .
	approve >/dev/null 2>&1
}
# stage TEXT STATUS MESSAGE COMMAND...: the command fails and leaves no file `result`.
stage() {
	text=$1 want=$2 message=$3; shift 3
	ok "$text: status $want" status "$want" "$@"
	ok "$text: the message" said "$message"
	ok "$text: no output" sh -c "test ! -e $scratch/result && ! ls -A $scratch | grep -q '^\.result'"
}

# The source
rm $db
night "missing source file" 69 'relief.*(does not exist|No such file)'
printf 'this is no database, but it is long enough to look like one from far away.......................................' >$db
night "not a database" 69 'relief'
new_database --break corrupt-page
night "a corrupt page" 69 'relief.db is damaged'
new_database --break truncated
night "a truncated file" 69 'relief.db is damaged'
sqlite3 $db "ALTER TABLE payment RENAME TO zahlung"
night "a table that is gone" 65 'payment'
new_database --break retyped-column
night "a column of another type" 65 '[a-z]+\.[a-z_]+'
new_database --break empty-table
night "an empty table" 65 'was published earlier and is missing now'

# Somebody else's exclusive lock, held as long as the pipe is open.
mkfifo "$scratch/orders"
sqlite3 $db <"$scratch/orders" >"$scratch/answer" 2>&1 &
exec 9>"$scratch/orders"
echo "BEGIN EXCLUSIVE; SELECT 'locked';" >&9
until_true grep -q locked "$scratch/answer"
ok "locked database: status 75" status 75 yg run relief-recipients
ok "locked database: the message" said 'locked|busy'
ok "locked database: the old release is untouched" same "$before" "$(fingerprint out/public)"
exec 9>&-; wait
ok "unlocked again: good" status 0 yg run relief-recipients
sqlite3 $db "ALTER TABLE payment ADD COLUMN wechat TEXT"
night "a column that the register does not name" 65 'wechat'
sqlite3 $db "ALTER TABLE payment RENAME COLUMN division TO quhua"
night "a column that is gone" 65 'quhua|division'
sqlite3 $db "UPDATE payment SET amount = 'viel' WHERE rec_id = (SELECT min(rec_id) FROM payment)"
cp -r pipelines/relief-funds/. $p/; sed -i 's/, "with": \["relief-recipients"\]//; s/relief-funds/relief-recipients/' $p/*.json
night "a wrong type" 65 'payment.amount'
ok "a wrong type: the value is not named" sh -c "! grep -q viel $scratch/said"
sqlite3 $db "UPDATE payment SET division = CAST(x'b0b2cfaacfd8' AS TEXT) WHERE rec_id = (SELECT min(rec_id) FROM payment)"
sed -i '/"division": {/,/}/ s/"on_bad_utf8": *"[a-z0-9]*",\?//' config/fields/relief.json
night "GB18030 where UTF-8 is declared" 65 'payment.division'

# Write-ahead log in a folder that we may not write
mkdir "$scratch/ro"; cp $db "$scratch/ro/relief.db"
sqlite3 "$scratch/ro/relief.db" "PRAGMA journal_mode=WAL; UPDATE payment SET status = status WHERE rec_id = 1;" ".shell cp $scratch/ro/relief.db $scratch/ro/relief.db-wal $scratch/" >/dev/null 2>&1
mv "$scratch/relief.db" "$scratch/relief.db-wal" "$scratch/ro/" 2>/dev/null; rm -f "$scratch/ro/relief.db-shm"
chmod 755 "$scratch"; chmod 555 "$scratch/ro"
if [ "$(id -u)" -eq 0 ] && command -v setpriv >/dev/null; then
	sed -i "s|out/sources/relief.db|$scratch/ro/relief.db|" config/sources.json
	chmod -R a+rX "$scratch/ro" config pipelines
	stage "WAL in a read-only folder" 69 'write-ahead|WAL|read-only' \
		setpriv --reuid=65534 --regid=65534 --clear-groups sh -c "'$BIN/yg-extract' $p/extract.json >/dev/full"
	cp "$scratch/config/sources.json" config/
else
	skip "WAL in a read-only folder" "needs root to become nobody"
fi

# Configuration
sed -i 's/"treatment"/"treatmint"/' $p/mask.json
night "an unknown key" 78 'mask.json:[0-9]+: .*treatmint.*did you mean "treatment"'
sed -i 's/payment.pay_month"$/payment.pay_mont"/; s/"payment.pay_month",*$/"payment.pay_mont"/' $p/extract.json
sed -i 's/"payment.division",/"payment.divsion",/' $p/extract.json
night "an unknown column" 78 'extract.json:[0-9]+: .*(divsion|pay_mont)'
sed -i 's/"column": "relief_type"/"column": "relief_typ"/' $p/aggregate.json
night "an unknown column in aggregate.json" 78 'relief_typ'
rm out/private/keys/pseudonym
ok "no key: status 77" status 77 yg run relief-recipients
ok "no key: the old release is untouched" same "$before" "$(fingerprint out/public)"
printf 'fedcba9876543210FEDCBA9876543210' >out/private/keys/pseudonym; chmod 600 out/private/keys/pseudonym

# Streams
yg-extract -q $p/extract.json >"$scratch/raw"
yg-mask -q $p/mask.json "$scratch/raw" >"$scratch/masked"
yg-aggregate -q $p/aggregate.json "$scratch/masked" >"$scratch/cells"
yg-protect -q $p/protect.json "$scratch/cells" >"$scratch/safe"
for s in raw masked cells safe; do
	case $s in
	raw) next="yg-mask -o $scratch/result $p/mask.json" ;;
	masked) next="yg-aggregate -o $scratch/result $p/aggregate.json" ;;
	cells) next="yg-protect -o $scratch/result $p/protect.json" ;;
	safe) next="yg-package -o $scratch/result $p/package.json" ;;
	esac
	size=$(wc -c <"$scratch/$s")
	head -c $((size - 100)) "$scratch/$s" >"$scratch/bad"
	stage "$s cut off at its end" 76 'ends|unfinished|truncated|did not finish' $next "$scratch/bad"
	head -c $((size / 2)) "$scratch/$s" >"$scratch/bad"
	stage "$s cut off in the middle" 76 'ends|unfinished|truncated|did not finish' $next "$scratch/bad"
	for part in 3 5 8; do
		at=$((size * part / 10))
		cp "$scratch/$s" "$scratch/bad"
		old=$(od -An -tu1 -j $at -N 1 "$scratch/bad")
		printf "\\$(printf %o $(((old + 77) % 256)))" | dd of="$scratch/bad" bs=1 seek=$at conv=notrunc status=none
		stage "$s with a flipped byte at $part/10" 76 . $next "$scratch/bad"
	done
done
: >"$scratch/bad"
stage "an empty input" 76 'empty' yg-mask -o "$scratch/result" $p/mask.json "$scratch/bad"
stage "raw into yg-package" 76 "raw" yg-package -o "$scratch/result" $p/package.json "$scratch/raw"
stage "cells into yg-package" 76 "cells" yg-package -o "$scratch/result" $p/package.json "$scratch/cells"
stage "raw into yg-protect" 76 "raw" yg-protect -o "$scratch/result" $p/protect.json "$scratch/raw"
stage "masked persons into yg-package" 79 "person|household" yg-package -o "$scratch/result" $p/package.json "$scratch/masked"

# Where it goes
for s in "yg-extract $p/extract.json" "yg-mask $p/mask.json $scratch/raw" "yg-aggregate $p/aggregate.json $scratch/masked" "yg-protect $p/protect.json $scratch/cells"; do
	ok "full disk, ${s%% *}: status 74" status 74 sh -c "$s --to stream >/dev/full"
	ok "full disk, ${s%% *}: the message" said 'No space left'
	ok "closed pipe, ${s%% *}: status 74" sh -c "{ sleep 0.3; $s --to stream; echo \$? >$scratch/code; } 2>$scratch/said | true; test \$(cat $scratch/code) -eq 74"
done
# Told to stop while the input is still open
for s in "mask $scratch/raw" "aggregate $scratch/masked" "protect $scratch/cells" "package $scratch/safe"; do
	stage=${s% *}; input=${s#* }
	rm -f "$scratch/fifo" "$scratch/stopped"; mkfifo "$scratch/fifo"
	yg-$stage -o "$scratch/result" $p/$stage.json "$scratch/fifo" 2>"$scratch/stopped" &
	worker=$!
	exec 7>"$scratch/fifo"; head -c 2000 "$input" >&7; sleep 0.2
	kill -TERM $worker; wait $worker 2>/dev/null; got=$?
	exec 7>&-
	ok "SIGTERM, $stage: it dies by the signal" same 143 "$got"
	ok "SIGTERM, $stage: the message" grep -q 'stopped by signal 15' "$scratch/stopped"
	ok "SIGTERM, $stage: no output" sh -c "test ! -e $scratch/result && ! ls -A $scratch | grep -q '^\.result'"
done
if [ "$(id -u)" -eq 0 ] && mkdir -p out/work && mount -t tmpfs -o size=64k tmpfs out/work 2>/dev/null; then
	ok "full disk, the whole night: status 74" status 74 yg run relief-recipients
	ok "full disk, the whole night: the message" said 'No space left'
	umount out/work
	ok "full disk, the whole night: the old release is untouched" same "$before" "$(fingerprint out/public)"
else
	skip "full disk, the whole night" "cannot mount a small file system here"
fi
finish
