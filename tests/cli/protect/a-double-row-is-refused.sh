{ cat "$CASE/towns.csv"; tail -1 "$CASE/towns.csv"; } >towns.csv
yg-protect "$CASE/protect.json" towns.csv --schema "$CASE/towns.json" -o out
