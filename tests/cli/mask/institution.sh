# Institutions keep code, name and legal representative; a person in business keeps nothing.
. "$TOP/tests/site.sh"; tiny_site; . "$CASE/tables.inc"; register; table=office
columns uscc:utf8 title:utf8 legal_person:utf8 kind:dict
cat >raw.csv <<'C'
uscc,title,legal_person,kind
11120000000125735B,甲县慈善会,王小明,51
91350100m000100y43,乙养老服务公司,李小红,91
92350524MA2XYZ1234,丙小店,陈小刚,92
11010519491231002X,丁先生,丁小强,00
,戊协会,周小林,51
无,己协会,吴小军,51
C
mask '"uscc": {"treatment": "institution"}, "title": {"treatment": "keep", "where": "institution"},
 "legal_person": {"treatment": "keep", "where": "institution"}, "kind": {"treatment": "keep"}'
mask '"uscc": {"treatment": "drop"}, "title": {"treatment": "keep", "where": "institution"},
 "legal_person": {"treatment": "name", "where": "institution"}, "kind": {"treatment": "keep", "where": "institution"}'
