# A name in a cell of its own is a finding; inside a sentence only with what else is known.
. "$TOP/tests/inspect.sh"; inspect_site
echo '对象欧阳小明家中有老人' >rel/a.txt
echo '欧阳小明,350524100' >rel/b.csv
echo '对象欧阳小明生于1949年12月31日' >rel/c.txt; sums
inspect 2>said; status=$?; grep ': value:' said; exit $status
