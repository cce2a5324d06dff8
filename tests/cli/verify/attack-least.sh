# An interval can be too narrow although it holds more than one value.
. "$CASE/demo.inc"; make_demo
sed -i -e 's/^3501,_T,20,/3501,_T,4,/' -e 's/^35,_T,60,/35,_T,44,/' -e 's/^35,a,30,/35,a,22,/' -e 's/^35,b,30,/35,b,22,/' demo/t.csv
package demo area kind persons:stock:'distinct(person)'
yg-verify --attack demo; echo "status $?"
yg-verify --attack --least 3 demo; echo "status $?"
