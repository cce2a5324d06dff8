yg-protect -q --microdata "$CASE/micro-protect.json" "$CASE/micro.csv" --schema "$CASE/micro.json" --audit audit -o out
{ head -n 1 "$CASE/micro.csv"; sed 1d "$CASE/micro.csv" | sort -t, -k5n; } >sorted.csv
yg-protect -q --microdata "$CASE/micro-protect.json" sorted.csv --schema "$CASE/micro.json" --audit audit2 -o out2
cmp out out2 && cmp audit audit2 && echo the same
