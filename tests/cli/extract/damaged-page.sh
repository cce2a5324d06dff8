# A page that breaks in the middle of the scan: no output, and a stream on the
# standard output stays unfinished.
. "$CASE/demo.inc"; demo
sqlite3 demo.db "WITH RECURSIVE i(n) AS (SELECT 10 UNION ALL SELECT n + 1 FROM i WHERE n < 30000) INSERT INTO payment SELECT n, 'h1', 'x', NULL, n, NULL, NULL, '2026-01' FROM i"
size=$(stat -c %s demo.db)
printf '\377\377\377\377\377\377\377\377' | dd of=demo.db bs=1 seek=$((size / 4096 / 2 * 4096)) conv=notrunc 2>/dev/null
extract -o out.csv; echo $?
ls out.csv 2>/dev/null
yg-extract -j 2 pipelines/demo/extract.json >out.yg; echo $?
grep -aq 'yg.digest' out.yg || echo unfinished
