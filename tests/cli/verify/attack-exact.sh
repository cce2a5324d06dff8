# One cell alone in its row follows by subtraction, and then the others.
. "$CASE/demo.inc"; make_demo
sed -i 's/^3501,b,,c/3501,b,7,/' demo/t.csv
package demo area kind persons:stock:'distinct(person)'
yg-verify --attack demo
