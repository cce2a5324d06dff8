# The name of a file can be the leak: it is not shown, and neither is it in the report.
. "$TOP/tests/inspect.sh"; inspect_site
echo 1 >rel/440524188001010014.csv; sums
inspect --report report.json; status=$?; grep -c 440524 report.json; exit $status
