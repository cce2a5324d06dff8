# A table that is protected by rounding has nothing suppressed.
. "$CASE/demo.inc"; make_demo
sed -i 's/"name": "demo"/&, "protection": {"method": "rounding", "base": 3}/' demo/datapackage.json
yg-verify --attack demo
