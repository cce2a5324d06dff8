# Ratios with many decimals are no cards, codes or phones.
. "$TOP/tests/inspect.sh"; inspect_site
printf 'a,b\r\n1,4012.888812345678\r\n2,0.13912345678\r\n3,2.13278233743e-05\r\n4,6.693607367489064e-05\r\n5,1234.01234567890\r\n' >rel/ratios.csv; sums
inspect; echo "status $?"
