# A type stands below one group here and below another there.
sed 's/,0102,农村低保,type,01,/,0102,农村低保,type,0201,/' "$CASE/towns.csv" >other.csv
yg-protect -q "$CASE/protect.json" "$CASE/towns.csv" --with other.csv --schema "$CASE/towns.json" -o out
