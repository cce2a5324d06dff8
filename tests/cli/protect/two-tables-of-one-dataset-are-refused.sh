# The same table twice: nobody could tell their measures apart.
yg-protect -q "$CASE/protect.json" "$CASE/towns.csv" --with "$CASE/towns.csv" --schema "$CASE/towns.json" -o out
