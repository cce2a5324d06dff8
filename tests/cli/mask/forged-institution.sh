# Identity numbers that begin like a code of an institution, badly written, are persons.
. "$TOP/tests/site.sh"; tiny_site; . "$CASE/tables.inc"; register; table=office
columns uscc:utf8 title:utf8
cat >raw.csv <<'C'
uscc,title
110105194913310021,甲
11010500000000002X,乙
１１０１０５１９４９１３３１００２１,丙
1101051949l231002x,丁
110105 19491331 0021,戊
9 2 350524MA2XYZ1234,己
９２３５０５２４ＭＡ２ＸＹＺ１２３４,庚
92​350524MA2XYZ1234,辛
911101051018080338,壬协会
C
mask '"uscc": {"treatment": "institution"}, "title": {"treatment": "keep", "where": "institution"}'
