# A copy that was cut short.
. "$CASE/demo.inc"; demo
sqlite3 demo.db "WITH RECURSIVE i(n) AS (SELECT 10 UNION ALL SELECT n + 1 FROM i WHERE n < 3000) INSERT INTO payment SELECT n, 'h1', 'x', NULL, n, NULL, NULL, '2026-01' FROM i"
truncate -s 40960 demo.db
extract -o out.csv
