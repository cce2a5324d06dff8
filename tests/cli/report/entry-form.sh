# The empty entry form reads back: nobody has signed it yet. Where nothing is entered it says so.
. "$CASE/desk.inc"
report --blank-entry entry.xlsx && report --entered entry.xlsx -o out
echo $?
cat >pipelines/small/report.json <<-E
{ "form": "small", "title": "小报告", "tables": {"表一": [ {"cell": "r1/甲类", "missing": "无"} ]}, "narrative": {} }
E
report --blank-entry none.xlsx; echo $?; unzip -p none.xlsx | grep -o "本报告没有[^<]*"
