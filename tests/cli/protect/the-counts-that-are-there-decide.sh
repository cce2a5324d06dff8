# Persons are not available, three households are.
sed '/^350524100000,.*,0102,/s/,3,,3,,/,,x,3,,/' "$CASE/towns.csv" >towns.csv
yg-protect "$CASE/protect.json" towns.csv --schema "$CASE/towns.json" --to csv | grep -c ,,c
