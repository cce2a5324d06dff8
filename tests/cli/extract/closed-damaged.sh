# The second table is damaged: the first stream is whole, and no more than that.
. "$CASE/demo.inc"; demo
sqlite3 demo.db "WITH RECURSIVE r(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM r WHERE i < 20000) INSERT INTO household SELECT 'x' || i, 'k' FROM r"
page=$(sqlite3 demo.db "SELECT rootpage FROM sqlite_schema WHERE name = 'household'")
size=$(sqlite3 demo.db 'PRAGMA page_size')
head -c "$size" /dev/zero | tr '\0' '\377' | dd of=demo.db bs="$size" seek="$((page - 1))" conv=notrunc status=none
yg-extract --closed pipelines/demo/extract.json >values
status=$?; tr -c '[:print:]' '\n' <values | grep -a -c 'yg\.rows'
yg-extract --closed pipelines/demo/extract.json -q -o whole 2>/dev/null; ls whole 2>/dev/null
exit $status
