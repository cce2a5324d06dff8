# Sums that fail, text against table in Han digits, values of the wrong kind: each is named.
. "$CASE/published.inc"
cat >wrong.spec <<-'S'
	title 示例县民政局2022年政府信息公开工作年度报告
	style half
	say 一|2022年，共收到政府信息公开申请十二件，上年结转三件，办结十一件，结转下年度一件；未发生行政复议，发生行政诉讼两件。
	say 五|无。
	say 六|无
	表二/行政许可 105.5
	表二/行政处罚 -3
	表二/行政强制 若干
	表三/r1 8 2 0 0 0 0 9
	表三/r2 1 0 0 0 0 0 1
	表三/r3 5 1 0 0 0 0 6
	表三/r13 1 1 0 0 0 0 2
	表三/r24 7 2 0 0 0 0 9
	表三/r25 1 0 0 0 0 0 1
	表四/行政复议 1 0 0 0 1 0 0 0 1 0 0 0 0 0 0
S
same wrong
