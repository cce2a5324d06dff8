# Free text loses what is a person's, and every long run of digits.
. "$TOP/tests/site.sh"; tiny_site; . "$CASE/tables.inc"; register
columns remark:utf8
cat >raw.csv <<'C'
remark
2026年10月起提高标准
联系电话13800138000，身份证110105194912310021。
账号６２２２０２１２３４５６７８９０已停用
编号 12-34-56-78 退回
3人共620.50元
C
mask '"remark": {"treatment": "scrub"}'
mask '"remark": {"treatment": "scrub", "mark": "kind"}'
