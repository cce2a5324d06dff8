# The error reported is the first one in the order of the rows, for any --jobs.
. "$CASE/demo.inc"; demo
sqlite3 demo.db "WITH RECURSIVE i(n) AS (SELECT 10 UNION ALL SELECT n + 1 FROM i WHERE n < 90000) INSERT INTO payment
	SELECT n, 'h1', NULL, CASE WHEN n IN (40000, 70000) THEN 'x' END, n, NULL, NULL, '2026-01' FROM i"
for jobs in 1 2 4; do extract -j $jobs -o out.csv; done
