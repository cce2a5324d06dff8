# A reader that goes away is an error, not a success.
. "$CASE/demo.inc"; demo
sqlite3 demo.db "WITH RECURSIVE i(n) AS (SELECT 10 UNION ALL SELECT n + 1 FROM i WHERE n < 90000) INSERT INTO payment SELECT n, 'h1', 'x', NULL, n, NULL, NULL, '2026-01' FROM i"
{ yg-extract -q -j 2 pipelines/demo/extract.json; echo $? >status; } | head -c 100 >/dev/null
cat status
