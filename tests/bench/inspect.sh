#!/bin/bash
# The last gate against a goal of its own: 1 GB of release against 10 million closed values in under a minute.
#
#	bash tests/bench/inspect.sh		a tenth of it
#	FULL=1 bash tests/bench/inspect.sh	all of it
# JOBS: threads (0: one for each processor).  The database and the release are made once, below build/bench.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
BIN=${BIN:-$top/build/release/bin}; PATH=$BIN:$PATH
persons=250000 copies=60 size=small
[ -n "${FULL:-}" ] && persons=2500000 copies=600 size=full
site=$top/build/bench/inspect-$size
mkdir -p "$site/config/fields" "$site/config/codes" "$site/pipelines/bench" "$site/keys" "$site/rel"; cd "$site" || exit 1
cp "$top/config/codes/division.csv" config/codes/
sed 's|"keys": *"[^"]*"|"keys": "keys"|' "$top/config/site.json" >config/site.json
echo '{ "bench": {"label": "bench", "driver": "sqlite", "path": "bench.db"} }' >config/sources.json
column() { printf '"%s": {"label": "%s", "type": "%s", "class": "%s", "openness": "closed", "basis": "b", "reason": "r", "treatments": ["drop"]%s}' "$@"; }
{
	printf '{ "source": "bench", "label": "bench", "tables": { "person": { "label": "person", "order": ["n"], "columns": {\n'
	column n 序号 int64 plain ', "nullable": false'; printf ',\n'; column id_no 公民身份号码 utf8 direct ''; printf ',\n'
	column phone 电话 utf8 direct ''; printf ',\n'; column card 银行账号 utf8 direct ''; printf ',\n'
	column household 家庭编号 utf8 direct ''; printf ' } } } }\n'
} >config/fields/bench.json
echo '{ "key": "bench" }' >pipelines/bench/inspect.json
echo '{}' >pipelines/bench/extract.json
chmod 700 keys; [ -f keys/bench ] || { (umask 077; head -c 32 /dev/urandom >keys/bench); }
[ -f bench.db ] || sqlite3 bench.db >/dev/null <<E2
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
CREATE TABLE person (n INTEGER PRIMARY KEY, id_no TEXT, phone TEXT, card TEXT, household TEXT);
WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < $persons)
INSERT INTO person SELECT n, printf('3505%02d%04d%02d%02d%04d', 1 + n % 83, 1930 + n / 83 % 90, 1 + n / 7470 % 12, 1 + n / 89640 % 28, abs(random()) % 10000),
	printf('1%010d', 3000000000 + abs(random()) % 7000000000), printf('62179959%011d', abs(random()) % 100000000000), printf('H%09d', n) FROM r;
E2
if [ ! -f rel/bench.csv ]; then
	awk -v copies="$copies" 'BEGIN { for (c = 0; c < copies; c++) for (i = 0; i < 17000; i++)
		printf "3505241%02d000,凤城镇,town,%04d,农村低保,type,2025-%02d,2025年%d月,month,%d,,%d.%02d,,%d.00,c,%d\r\n",
			i % 24, 101 + i % 12, 1 + i % 12, 1 + i % 12, (i * 7919 + c * 104729) % 100000, (i * 104723 + c) % 10000000, i % 100, (i * 31 + c * 7) % 90000000, i * c }' >rel/bench.csv
	echo '{ "name": "bench", "resources": [] }' >rel/datapackage.json
	(cd rel && sha256sum -- bench.csv datapackage.json >SHA256SUMS)
fi
[ -f closed ] || yg-extract --closed pipelines/bench/extract.json >closed || exit 1

bytes=$(stat -c %s rel/bench.csv) start=$(date +%s%N)
yg-inspect --jobs "${JOBS:-0}" --report report.json pipelines/bench/inspect.json rel <closed & pid=$!
anon=0 mapped=0
while kill -0 $pid 2>/dev/null; do
	read -r a f <<<"$(awk '/^RssAnon/ { a = $2 } /^RssFile/ { f = $2 } END { print a + 0, f + 0 }' /proc/$pid/status 2>/dev/null)"
	[ "${a:-0}" -gt $anon ] && anon=$a; [ "${f:-0}" -gt $mapped ] && mapped=$f
	sleep 0.1
done
wait $pid; status=$?
awk -v b="$bytes" -v ns="$(($(date +%s%N) - start))" -v anon=$anon -v mapped=$mapped -v status=$status 'BEGIN {
	s = ns / 1e9
	printf "inspect: %.0f MB in %.1f s with the reading of the values, %.0f MB/s; memory %.0f MB, files mapped %.0f MB; status %d\n", b / 1e6, s, b / 1e6 / s, anon / 1024, mapped / 1024, status }'
