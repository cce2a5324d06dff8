# x and z stay what they are, p becomes c where the row is suppressed.
sed -e '/^350524101000,.*,0201,/s/,0,,0,,0.00,/,,z,,z,,z/' \
    -e '/^350524100000,.*,0102,/s/,3,,3,,1620.00,/,3,p,3,p,,x/' "$CASE/towns.csv" >towns.csv
yg-protect -q "$CASE/protect.json" towns.csv --schema "$CASE/towns.json" --to csv
