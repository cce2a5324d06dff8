sed 's/^350524000000,\(.*\),107,,107,/350524000000,\1,108,,107,/' "$CASE/towns.csv" >towns.csv
yg-protect "$CASE/protect.json" towns.csv --schema "$CASE/towns.json" -o out
