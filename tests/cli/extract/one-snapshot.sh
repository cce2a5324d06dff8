# A writer moves money from row to row while two connections read: the sum of
# what is read is always the same.
. "$CASE/demo.inc"; demo
sqlite3 demo.db "DELETE FROM payment; WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 60000) INSERT INTO payment SELECT n, 'h1', NULL, NULL, 100, NULL, NULL, '2026-01' FROM i"
hold 'PRAGMA journal_mode=WAL'
for i in $(seq 1500); do
	echo 'BEGIN; UPDATE payment SET amount = amount - 7 WHERE n = 1; UPDATE payment SET amount = amount + 7 WHERE n = 50000; COMMIT;'
done >&3 &
plan "$some"
for i in 1 2 3 4 5; do
	extract -q -j 2 | tr -d '\r' | awk -F, '{ sum += $2 } END { print sum }'
done
let_go
