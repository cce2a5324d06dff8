# The message says which of the tables has it.
{ cat "$CASE/towns.csv"; tail -1 "$CASE/towns.csv"; } >other.csv
yg-protect -q "$CASE/protect.json" "$CASE/towns.csv" --with other.csv --schema "$CASE/towns.json" -o out
