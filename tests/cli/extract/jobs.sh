# The number of connections changes no byte; rows with every kind of gap.
name_rules='"on_bad_utf8": "reject-row"'
. "$CASE/demo.inc"; demo
sqlite3 demo.db "WITH RECURSIVE i(n) AS (SELECT 10 UNION ALL SELECT n + 1 FROM i WHERE n < 90000) INSERT INTO payment
	SELECT CASE WHEN n < 60000 THEN n * 3 - 80000 ELSE n * 90000 END, 'h1', CASE WHEN n % 1000 = 0 THEN CAST(x'ff' AS TEXT) ELSE 'n' || n % 977 END,
	CASE WHEN n % 7 = 0 THEN NULL ELSE '350524100' END, n, n % 11, '2026-01-01', printf('2026-%02d', n % 12 + 1) FROM i WHERE n NOT IN (80030, 80029, 26667, 26668)"
for where in '"payment.month", "is": "2026-03"' '"payment.aid", "is": "3"' '"payment.n", "null": false'; do
	plan "$all, "'"where": [{"column": '"$where"'}]'
	for jobs in 1 2 3 16; do
		yg-extract pipelines/demo/extract.json -q -j $jobs | sha256sum
	done | uniq -c | awk '{ print $1, "alike" }'
	extract -q -j 2 | wc -l
done
