# A value beside the status c stops the release; so does a gap without a status.
. "$CASE/cells.inc"; tiny_cells
sed 's/2026-01,,c,,c/2026-01,3,c,,c/' cells.csv >a.csv
yg-package -o out package.json --schema schema.json a.csv; echo $?
sed 's/74400.00/-/; s/,-,/,,/' cells.csv >b.csv
yg-package -o out package.json --schema schema.json b.csv; echo $?
ls
