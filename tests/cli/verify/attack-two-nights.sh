# Two tables that disagree are not one quantity.
. "$CASE/demo.inc"; make_demo
cp -r demo second; sed -i 's/^3503,a,10,/3503,a,11,/' second/t.csv
yg-verify --attack demo second
