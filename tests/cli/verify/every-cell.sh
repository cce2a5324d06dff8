# What can be wrong in the table.
. "$CASE/demo.inc"; make_demo
sed -e '2s/60/sixty/' -e '3s/30,/,/' -e '4s/30,/30,c/' -e '5s/0,/0,q/' -e '6s/3501/9999/' -e '8s/3501,b/3501,a/' -e '9s/3501,c/3501,/' -i demo/t.csv
package demo area kind persons:stock:'distinct(person)'
yg-verify demo
