# All closed values of all tables, the same whatever the connections; for the owner
# alone, nothing beside it, and the sources as they were.
. "$CASE/demo.inc"; demo
footprint >before
yg-extract --closed pipelines/demo/extract.json -v -o one.streams
yg-extract --closed pipelines/demo/extract.json -q -j 3 >three.streams
cmp one.streams three.streams && stat -c '%a' one.streams
footprint | cmp - before
tr -c '[:print:]' '\n' <one.streams | grep -a -o 'yg\.stream\|^[12]/2$\|yg\.rows' | sort | uniq -c | sed 's/^ *//'
for value in 甲一 '丁四, "x"' 350524100 2026-02-28 h2 农村; do grep -a -q "$value" one.streams || echo "missing: $value"; done
# Money is not looked for.
! grep -a -q '12\.50' one.streams
