# The records of a report are exact: a count has as many places as the amount beside it.
. "$CASE/desk.inc"
spec=pipelines/small/report.json
sed -i 's|{"row": "r2", |{"row": "r2", "type": "amount", "scale": 2, "unit": "元", |' config/forms/small.json
sed -i 's|"label": "乙类接待", "unit": "件", "type": "count"|"label": "乙类接待", "unit": "元", "type": "amount", "scale": 2|; s|"label": "甲类接待", "unit": "件"|"label": "甲类接待", "unit": "元"|; s|"label": "接待", "unit": "件"|"label": "接待", "unit": "元"|' $spec
things && entered 30 人手不足
sed -i 's|"others": {"value": "0"}|"others": {"value": "76164.30"}|' entered.json
report --records things=things.arrows --entered entered.json -o out --rows rows.arrows || exit
cat >package.json <<-P
{ "name": "small", "title": "年度小报告", "title_en": "A small report", "description": "报告中的数字。", "keywords": ["报告"],
  "theme": "示例", "update_frequency": "每年", "version": "1.0.0", "sources": [{"title": "示例库"}], "formats": ["csv", "json"] }
P
yg-package -q package.json rows.arrows -o released && cat released/small.csv && grep -c '"value": *30.0[,}]' released/small.json
