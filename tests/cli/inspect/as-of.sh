# The day of a value that was held back is not the birth of the person whose record has that day.
. "$TOP/tests/inspect.sh"; inspect_site
printf 'area,area_name,persons,persons_status,as_of\r\n350524100,甲镇,12,p,1949-12-31\r\n' >rel/a.csv; sums
inspect
