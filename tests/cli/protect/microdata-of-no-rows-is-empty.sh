# yg check sends the columns and no row.
head -n 1 "$CASE/micro.csv" >in.csv
yg-protect -q --microdata "$CASE/micro-protect.json" in.csv --schema "$CASE/micro.json" --to csv
