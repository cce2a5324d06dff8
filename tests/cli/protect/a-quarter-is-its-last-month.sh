# Three persons in March: the quarter's stock is March's, so it goes too, and so does what
# the cumulative amounts of February and March would tell.
yg-protect -q "$CASE/persons.json" "$CASE/periods.csv" --schema "$CASE/periods.json" --to csv --audit audit
cat audit
