# A release replaces a release, never another folder.
. "$CASE/cells.inc"; tiny_cells
mkdir mine empty && echo keep >mine/letter
yg-package -q -o mine package.json --schema schema.json cells.csv; echo $?
yg-package -q -o empty package.json --schema schema.json cells.csv; echo $?
touch empty/old && yg-package -q -o empty/ package.json --schema schema.json cells.csv; echo $?
yg-package -q package.json --schema schema.json cells.csv; echo $?
yg-package -q -o no/such/place package.json --schema schema.json cells.csv; echo $?
ls mine empty
