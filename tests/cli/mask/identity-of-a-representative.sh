# Of those who stand for an institution the name is open, never the identity number; codes are never just kept.
. "$TOP/tests/site.sh"; tiny_site; . "$CASE/tables.inc"; register; table=office
sed -i 's/^  "kind": {"label": "类别"/  "fr_sfzh": {"label": "法定代表人身份证号", "type": "utf8", "class": "plain", "openness": "open", "basis": "条例", "treatments": ["keep", "map"]},\
  "superior": {"label": "业务主管单位统一社会信用代码", "type": "utf8", "class": "plain", "openness": "open", "basis": "条例", "treatments": ["keep", "institution"]},\
&/
s/"treatments": \["keep", "name", "drop"\]/"treatments": ["keep", "map", "name", "drop"]/
s/^  "name".*/  "dm": {"label": "统一社会信用代码", "type": "utf8", "class": "plain", "openness": "open", "basis": "条例", "treatments": ["keep"]},/' config/fields/demo.json
columns uscc:utf8 fr_sfzh:utf8; echo uscc,fr_sfzh >raw.csv
mask '"uscc": {"treatment": "institution"}, "fr_sfzh": {"treatment": "keep", "where": "institution"}' && exit 1
columns uscc:utf8 superior:utf8; echo uscc,superior >raw.csv
mask '"uscc": {"treatment": "institution"}, "superior": {"treatment": "keep", "where": "institution"}' && exit 1
columns uscc:utf8 legal_person:utf8; echo uscc,legal_person >raw.csv
mask '"uscc": {"treatment": "institution"}, "legal_person": {"treatment": "map", "codes": {"甲": "A"}, "other": "X"}' && exit 1
table=member; columns dm:utf8; echo dm >raw.csv
mask '"dm": {"treatment": "keep"}'
