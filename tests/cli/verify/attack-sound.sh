# Four cells in a square hide one another.
. "$CASE/demo.inc"; make_demo
yg-verify --attack --report all.csv demo; status=$?; cat all.csv; exit $status
