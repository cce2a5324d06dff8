yg-protect -q "$CASE/protect.json" "$CASE/towns.csv" --schema "$CASE/towns.json" --to csv >/dev/full
