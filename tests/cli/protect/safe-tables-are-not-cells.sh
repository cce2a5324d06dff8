# A table is protected once; what comes out is safe and goes on as such.
yg-protect -q "$CASE/protect.json" "$CASE/towns.csv" --schema "$CASE/towns.json" -o safe.arrows
yg-protect -q "$CASE/protect.json" safe.arrows
