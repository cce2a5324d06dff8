# A report whose numbers contradict each other is an error, in any format.
. "$CASE/desk.inc"
things && entered 7 问题是有的。
report --records things=things.arrows --entered entered.json -o out || exit
sed 's/"总计": 3/"总计": 4/; s/"总计":3/"总计":4/' out/small-2025.json >wrong.json
yg-report --check wrong.json; echo $?
yg-report --check --to json wrong.json; echo $?
printf '项目,甲类,乙类,总计\n本年办理,２,１,4\n现场接待,7,0,7\n' >wrong.csv
yg-report --check --form small wrong.csv; echo $?
