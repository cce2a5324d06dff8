# What one table hides another shows: alone each is sound.
. "$CASE/demo.inc"; make_demo
cp -r demo second; sed -i 's/"name": "demo"/"name": "second"/' second/datapackage.json
sed -i -e 's/^3501,a,,c/3501,a,8,/' second/t.csv; sed -i '/^3501,b/d; /^3502/d; /^35,/d' second/t.csv
yg-verify --attack demo second
