# Neither persons nor households are known, but the amount is: nobody can say that it is safe.
sed '/^350524102000,.*,0201,/s/,7,,7,,/,,x,,x,/' "$CASE/towns.csv" >towns.csv
yg-protect "$CASE/protect.json" towns.csv --schema "$CASE/towns.json" --to csv --audit audit | grep ,,c
grep not_judged audit
