# Of a name the surname stays.
. "$TOP/tests/site.sh"; tiny_site; . "$CASE/tables.inc"; register
columns name:utf8
cat >raw.csv <<'C'
name
王小明
欧阳小明
欧阳
李
𠮷小明
王𬭚
买买提·吐尔逊
John Smith
王　明

""
C
mask '"name": {"treatment": "name"}'
