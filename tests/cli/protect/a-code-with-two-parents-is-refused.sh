# Hutou moves to another county in March: what was the sum of a county is not any more.
sed '/^350524101000,.*,2026-03,/s/,350524000000,/,350525000000,/' "$CASE/periods.csv" >periods.csv
yg-protect -q "$CASE/persons.json" periods.csv --schema "$CASE/periods.json" --to csv -o safe.csv
status=$?
ls safe.csv 2>/dev/null
exit $status
