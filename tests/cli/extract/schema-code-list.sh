# A code list that is not there, found without reading a row.
. "$CASE/demo.inc"; demo
rm config/codes/area.csv
extract --schema 2>&1 | sed "s|$PWD/||"
