# A table that ends in the middle of a row, for both tasks.
. "$CASE/demo.inc"; make_demo
head -c 100 demo/t.csv >t && mv t demo/t.csv
package demo area kind persons:stock:'distinct(person)'
yg-verify demo
yg-verify --attack demo
