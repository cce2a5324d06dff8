# Of a number of 15 digits also the one of 18, and the reverse.
. "$TOP/tests/inspect.sh"; inspect_site
echo '440524198001010013' >rel/a.txt
echo '110105491231002' >rel/b.txt; sums
inspect
