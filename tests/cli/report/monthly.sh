# The monthly form from published tables: units converted, January against the whole year before
# and marked, what is protected or zero compared with nothing.
. "$CASE/releases.inc"
recipients <<-'C'
	350524000000 0101 2025-12 62162 - 40437 -
	350524000000 0102 2025-12 412768 - 0 -
	350524000000 0101 2026-01 60682 - 39532 p
	350524000000 0102 2026-01 - c 5 -
	350524000000 0501 2025-12 0 - 0 -
	350524000000 0501 2026-01 7 - 7 -
C
funds <<-'C'
	_T 01 2025-12 1 - 7144968449.99 -
	_T 01 2026-01 1 - 761643000.00 -
	_T 0101 2026-01 1 - 449.99 -
	_T 0102 2026-01 - c - c
C
made civil-monthly 2025-12 --draft >list; tail -1 list
made civil-monthly 2026-01 --draft --last out/civil-monthly-2025-12/civil-monthly-2025-12.json --trace trace.json || exit
for row in YZH011221000 YZH011221100 YZH011221200 城市低保人数 城市低保户数 农村低保人数 YZH012311000 福利彩票销售额 YZH011000000; do
	for column in 数量 上期 环比; do traced trace.json "月报/$row/$column"; done
done
pdftotext -layout out/civil-monthly-2026-01/civil-monthly-2026-01.pdf - | grep -E '期别|^[①②③④⑤⑥⑦⑧⑨]|机械' | sed 's/^ *//; s/  */ /g'
yg-report --check --form civil-monthly --last out/civil-monthly-2025-12/civil-monthly-2025-12.json out/civil-monthly-2026-01/civil-monthly-2026-01.docx
