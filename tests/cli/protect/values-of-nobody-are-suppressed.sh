# Money was paid and nobody was counted: persons without a number, perhaps one.
sed -e 's/,7,,7,,/,0,,0,,/; s/,27,,27,,/,20,,20,,/; s/,107,,107,,/,100,,100,,/; s/,48,,48,,/,41,,41,,/' \
	"$CASE/towns.csv" >towns.csv
yg-protect "$CASE/protect.json" towns.csv --schema "$CASE/towns.json" --to csv --audit audit | grep ,,c
grep not_judged audit
