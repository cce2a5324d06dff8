sed 's/,9,,9,,/,-9,,9,,/' "$CASE/towns.csv" >towns.csv
yg-protect "$CASE/protect.json" towns.csv --schema "$CASE/towns.json" -o out
