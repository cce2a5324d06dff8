# Numbers that are none or too large, rows that come twice, cells without a reason.
. "$CASE/demo.inc"; make_demo
for d in large word twice empty; do cp -r demo $d; done
sed -i 's/^35,_T,60/35,_T,9999999999999999/' large/t.csv
sed -i 's/^35,_T,60/35,_T,1e3/' word/t.csv
sed -i 's/^35,b/35,a/' twice/t.csv
sed -i 's/^35,_T,60/35,_T,/' empty/t.csv
for d in large word twice empty; do yg-verify --attack $d; echo "status $?"; done
