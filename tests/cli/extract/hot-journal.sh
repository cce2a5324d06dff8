# A crash in the middle of a write is for the owner to repair, not for us.
. "$CASE/demo.inc"; demo
sqlite3 demo.db "PRAGMA page_size=512; VACUUM; WITH RECURSIVE i(n) AS (SELECT 10 UNION ALL SELECT n + 1 FROM i WHERE n < 3000) INSERT INTO payment SELECT n, 'h1', 'x', NULL, n, NULL, NULL, '2026-01' FROM i"
hold 'PRAGMA cache_size=2; BEGIN; UPDATE payment SET amount = amount + 1'
mkdir copy; cp demo.db demo.db-journal copy/
let_go
mv copy/demo.db copy/demo.db-journal .
footprint >before
extract; status=$?
footprint >after; cmp before after
exit $status
