# Figures that hold the digits of values by chance are no values.
. "$TOP/tests/inspect.sh"; inspect_site
sqlite3 demo.db "ALTER TABLE payment ADD COLUMN x; ALTER TABLE payment DROP COLUMN x; UPDATE payment SET id_no = '13900000001' WHERE n = 2"
printf '1390,0000001\n139000,00001\n213900000001\n1.3900000001\n' >rel/a.csv
echo '35052 3100200301' >rel/b.csv; sums
inspect
