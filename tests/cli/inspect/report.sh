# All findings as JSON, readable by us alone.
. "$TOP/tests/inspect.sh"; inspect_site
printf '110105 19491231 002X\n11010519491231002x\n440524188001010014\n' >rel/a.csv; sums
inspect --report report.json 2>/dev/null; status=$?
cat report.json; stat -c %a report.json; exit $status
