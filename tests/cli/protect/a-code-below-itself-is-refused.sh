# The group stands below one of its own types.
sed 's/,01,最低生活保障,group,_T,/,01,最低生活保障,group,0101,/' "$CASE/towns.csv" >towns.csv
yg-protect -q "$CASE/protect.json" towns.csv --schema "$CASE/towns.json" -o out
