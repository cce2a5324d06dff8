# A table without rows is not published, and the old release stays.
. "$CASE/cells.inc"; tiny_cells
yg-package -q -o out package.json --schema schema.json <cells.csv
head -n 1 cells.csv >empty.csv
yg-package -o out package.json --schema schema.json empty.csv
status=$?; wc -l <out/demo.csv; ls -a; exit $status
