# A disability card, a column of another table, and a birth kept as text count with an identity number.
. "$TOP/tests/site.sh"; tiny_site; . "$CASE/tables.inc"; register
sed -i 's/^  "phone".*/  "cjzh": {"label": "残疾人证号", "type": "utf8", "class": "direct", "openness": "closed", "basis": "个人信息保护法", "reason": "个人信息", "treatments": ["mask"]},\
  "csrq": {"label": "出生日期", "type": "utf8", "class": "quasi", "openness": "closed", "basis": "统计法", "reason": "个人信息", "treatments": ["keep", "mask"]},/
s/^  "kind": {"label": "类别"/  "sex": {"label": "性别", "type": "dict", "class": "plain", "openness": "open", "basis": "条例", "treatments": ["keep"]},\
  "birth": {"label": "出生日期", "type": "date", "format": "YYYY-MM-DD", "class": "quasi", "openness": "closed", "basis": "统计法", "reason": "个人信息", "treatments": ["month", "keep"]},\
&/' config/fields/demo.json
four='{"treatment": "mask", "keep_first": 0, "keep_last": 4}'
columns id_no:utf8 cjzh:utf8; echo id_no,cjzh >raw.csv
mask "\"id_no\": $four, \"cjzh\": {\"treatment\": \"mask\", \"keep_first\": 6, \"keep_last\": 0}" && exit 1
columns id_no:utf8 csrq:utf8; echo id_no,csrq >raw.csv
mask "\"id_no\": {\"treatment\": \"mask\", \"keep_first\": 6, \"keep_last\": 0}, \"csrq\": {\"treatment\": \"keep\"}" && exit 1
columns id_no:utf8 birth:date sex:dict; echo id_no,birth,sex >raw.csv
sed -i '3,4s/member\./office./' raw.json
mask "\"id_no\": $four, \"birth\": {\"treatment\": \"month\"}, \"sex\": {\"treatment\": \"keep\"}"
