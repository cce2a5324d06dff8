#!/bin/bash
# make bench: the same work by us and by the peers that are installed, in turn (A B A B ...), as ratios.
#
# Peers: sqlite3 and gzip from Debian's packages; ClickHouse and Polars where `npm install` was run in this folder
# (or BENCH_MODULES names a node_modules that holds chdb and nodejs-polars).  RUNS: timed pairs after a warm-up (3).
set -u
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
BIN=${BIN:-$top/build/release/bin}; PATH=$BIN:$PATH
RUNS=${RUNS:-3}
BENCH_MODULES=${BENCH_MODULES:-$here/node_modules}; export BENCH_MODULES
B=$top/build/bench; mkdir -p "$B/site/out/private/keys" "$B/site/pipelines" "$B/out"
db=$B/large.db

if [ ! -f "$db" ]; then
	echo "making the large database once ..."
	"$BIN/../fixtures/generate" --size large --seed 1 --output "$db" --canaries "$B/canaries.txt" || exit 1
fi
# A site of its own: this project's registers, loosened so that one masked file may be packed as peers do it.
cp -r "$top/config" "$B/site/"; rm -rf "$B/site/pipelines/bench"; cp -r "$here/pipelines" "$B/site/pipelines/bench"
sed -i "s|out/sources/relief.db|$db|" "$B/site/config/sources.json"
# Peers mask numbers however weakly: here so may we.
sed -i '0,/"source"/s//"candidates": 2, "source"/' "$B/site/config/fields/relief.json"
sed -i 's/"openness": "closed"/"openness": "open"/; s/"class": "direct"/"class": "quasi"/; s/"treatments": \[[^]]*\]/"treatments": ["keep", "pseudonym", "mask", "year", "drop"]/' "$B/site/config/fields/relief.json"
printf 'fedcba9876543210FEDCBA9876543210' >"$B/site/out/private/keys/pseudonym"
chmod 700 "$B/site/out/private" "$B/site/out/private/keys"; chmod 600 "$B/site/out/private/keys/pseudonym"
cd "$B" || exit 1
p=site/pipelines/bench
columns=rec_id,household_id,id_no,name,sex,birth,phone,bank_card,address,division,relief_type,amount,pay_month
# Some peers stop at bytes that are no UTF-8, which the dirty rows hold: they get a file without them.
[ -f big.csv ] || sqlite3 -csv -header "$db" "SELECT $columns FROM payment" | iconv -c -f UTF-8 -t UTF-16LE | iconv -f UTF-16LE -t UTF-8 | tr -d '\000' >big.csv
yg-extract -q --to stream $p/extract.json >raw.stream || exit 1
yg-extract -q --to stream $p/extract6.json | yg-mask -q --to stream $p/mask6.json >masked.stream || exit 1

once() { local t0 t1; t0=$(date +%s%N); bash -c "$1" >/dev/null 2>"$B/out/said" || { echo "failed: $1" >&2; cat "$B/out/said" >&2; return 1; }; t1=$(date +%s%N); echo $(((t1 - t0) / 1000000)); }
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
# pair LABEL GOAL OURS PEER COMMAND
pair() {
	local i a b
	: >out/a; : >out/b
	once "$3" >/dev/null || return; once "$5" >/dev/null || return
	for i in $(seq "$RUNS"); do once "$3" >>out/a; once "$5" >>out/b; done
	a=$(median <out/a); b=$(median <out/b)
	paste out/b out/a | awk '{ printf "%.3f\n", $1 / ($2 ? $2 : 1) }' | median >out/r
	printf '%-28s %-18s ours %6d ms   peer %6d ms   ratio %6.1f   %s\n' "$1" "$4" "$a" "$b" "$(cat out/r)" "$2"
}
has() { [ -d "$BENCH_MODULES/$1" ]; }
clickhouse="node $here/clickhouse.mjs"; polars="node $here/polars.mjs"

echo "rows: $(sqlite3 "$db" 'SELECT count(*) FROM payment'); processors: $(nproc); a ratio of 3 means three times as fast as the peer"
pair "extract, 13 columns" "goal >= 3" "yg-extract -q --jobs 2 --to stream $p/extract.json" sqlite3 "sqlite3 -csv $db 'SELECT $columns FROM payment'"
pair "extract to CSV" "" "yg-extract -q --jobs 2 --to csv $p/extract.json" sqlite3 "sqlite3 -csv $db 'SELECT $columns FROM payment'"
pair "mask, 13 columns" "" "yg-mask -q --to stream $p/mask.json raw.stream" sqlite3 "sqlite3 -csv $db \"$(cat "$here/mask.sql")\""
pair "aggregate, one level" "" "yg-aggregate -q --to stream $p/level.json masked.stream" sqlite3 "sqlite3 -csv $db \"$(cat "$here/level.sql")\""
if has chdb; then
	pair "extract to CSV" "" "yg-extract -q --jobs 2 --to csv $p/extract.json >out/ours.csv" ClickHouse "$clickhouse extract $db out/peer.csv"
	pair "mask to CSV" "" "yg-mask -q --to csv $p/mask.json raw.stream >out/ours.csv" ClickHouse "$clickhouse mask big.csv out/peer.csv"
	pair "aggregate, one level" "" "yg-aggregate -q --to csv $p/level.json masked.stream >out/ours.csv" "ClickHouse, CSV" "$clickhouse level $B/big.csv out/peer.csv"
	pair "from database to one level" "" "yg-extract -q --jobs 2 --to stream $p/extract6.json | yg-mask -q --to stream $p/mask6.json | yg-aggregate -q --to csv $p/level.json >out/ours.csv" "ClickHouse, db" "$clickhouse level $db out/peer.csv"
	pair "cube, five levels" "goal >= 10" "yg-aggregate -q --to csv $p/cube.json masked.stream >out/ours.csv" "ClickHouse, CSV" "$clickhouse cube $B/big.csv out/peer.csv"
	pair "from database to the cube" "" "yg-extract -q --jobs 2 --to stream $p/extract6.json | yg-mask -q --to stream $p/mask6.json | yg-aggregate -q --to csv $p/cube.json >out/ours.csv" "ClickHouse, db" "$clickhouse cube $db out/peer.csv"
	job="rm -rf out/release; yg-extract -q --jobs 2 --to stream $p/extract.json | tee >(yg-mask -q --to stream $p/mask-persons.json | yg-aggregate -q --to csv $p/level.json >out/ours.agg.csv) | yg-mask -q --to stream $p/mask.json | yg-package -q $p/package.json -o out/release; wait"
	pair "whole job" "goal >= 2" "$job" ClickHouse "$clickhouse job $db out/peer"
	ls -l out/release/bench.csv.gz out/peer.csv.gz 2>/dev/null | awk '{ print "  bytes", $5, $NF }'
else
	echo "ClickHouse is not installed (npm install in tests/bench): skipped"
fi
if has nodejs-polars; then
	pair "aggregate, one level" "" "yg-aggregate -q --to csv $p/level.json masked.stream >out/ours.csv" Polars "$polars level $B/big.csv out/peer"
	pair "cube, five levels" "goal >= 5" "yg-aggregate -q --to csv $p/cube.json masked.stream >out/ours.csv" Polars "$polars cube $B/big.csv out/peer"
else
	echo "Polars is not installed (npm install in tests/bench): skipped"
fi
