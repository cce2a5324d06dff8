# Code lists that go round in a circle, hang in the air, or say two things.
. "$CASE/demo.inc"; make_demo
for d in circle orphan two twice; do cp -r demo $d; done
sed -i 's/^35,35,,/35,35,,3501/' circle/codes-area.csv
sed -i 's/^3501,3501,,35/3501,3501,,36/' orphan/codes-area.csv
sed -i 's/^3501,3501,,35/3501,3501,,3502/' two/codes-area.csv
printf '35,x,,\r\n' >>twice/codes-area.csv
for d in circle orphan "demo two" twice; do yg-verify --attack $d; echo "status $?"; done
