head -1 "$CASE/towns.csv" >turned.csv
tail -n +2 "$CASE/towns.csv" | tac >>turned.csv
yg-protect -q "$CASE/protect.json" "$CASE/towns.csv" --schema "$CASE/towns.json" --to csv --audit a | sort >one
yg-protect -q "$CASE/protect.json" turned.csv --schema "$CASE/towns.json" --to csv --audit b | sort >other
cmp one other && cmp a b && echo same
