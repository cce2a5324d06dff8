# 2^62: two of them would not fit into one sum.  The message does not hold the value.
sed 's/,57780.00,/,46116860184273879.04,/' "$CASE/towns.csv" >towns.csv
yg-protect -q "$CASE/protect.json" towns.csv --schema "$CASE/towns.json" -o out
