# Somebody who may only read the folder of a WAL file: with its owner there the rows
# come, without him the advice does; nothing is written either way.
nobody='setpriv --reuid=65534 --regid=65534 --clear-groups'
[ "$(id -u)" = 0 ] && $nobody yg-extract --version >/dev/null 2>&1 ||
	{ echo 'SKIP: needs root, setpriv and programs that everybody may run'; exit 0; }
. "$CASE/demo.inc"
room=$(mktemp -d); trap 'rm -rf "$room"' EXIT; chmod 755 "$room"; cd "$room"; umask 022; demo
hold 'PRAGMA journal_mode=WAL; DELETE FROM payment WHERE n > 2'
footprint >before; chmod 555 .
$nobody yg-extract pipelines/demo/extract.json --to csv -q -j 2
chmod 755 .; footprint >after; cmp before after
cp demo.db demo.db-wal demo.db-shm pipelines/
let_go
chmod 555 .; $nobody yg-extract pipelines/demo/extract.json --to csv -q; echo "status $?"
chmod 755 .; mv pipelines/demo.db* .; footprint >before; chmod 555 .
$nobody yg-extract pipelines/demo/extract.json --to csv -q; echo "left behind by its owner: status $?"
chmod 755 .; footprint >after; cmp before after
