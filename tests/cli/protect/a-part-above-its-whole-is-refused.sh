# 凤城镇 has more persons of one type than of all.
sed '/^350524100000,[^,]*,[^,]*,[^,]*,0102,/s/,3,,3,,1620.00,/,300,,300,,1620.00,/' "$CASE/towns.csv" >towns.csv
yg-protect "$CASE/protect.json" towns.csv --schema "$CASE/towns.json" -o out
code=$?
ls
exit $code
