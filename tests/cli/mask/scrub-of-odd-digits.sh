# Numbers that are spelt, misread or cut by commas and brackets are hidden too; short ones stay.
. "$TOP/tests/site.sh"; tiny_site; . "$CASE/tables.inc"; register
columns remark:utf8
cat >raw.csv <<'C'
remark
电话一三八〇〇一三八〇〇〇联系
电话幺三捌零零幺三八零零零
1３8零零1３8零零零
电话138O0138OO0或l
138，0013，8000
138(0013)8000
二〇二六年十月，一家三口，3间房
2026年(10)月
C
mask '"remark": {"treatment": "scrub"}'
