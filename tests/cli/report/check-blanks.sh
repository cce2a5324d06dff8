# Blank, 0 and / are three things: a row left blank, totals alone, a slash; as some bureaus publish.
. "$CASE/published.inc"
cat >blank.spec <<-'S'
	title 某区统计局2023年政府信息公开工作年度报告
	say 一|2023年，主动公开政府信息50条。
	say 五|公开的深度不够，今后将改进。
	say 六|无。
	表二/规章 / / /
	表二/行政规范性文件 _ 0 0
	表三/r1 _ _ _ _ _ _ 0
	表三/r3 _ _ _ _ _ _ _
	表三/r24 0 0 0 0 0 0 /
S
same blank
