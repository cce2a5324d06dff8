# The quarterly form: the month before, standards by month and by year, an edition before it.
. "$CASE/releases.inc"
recipients <<-'C'
	350524000000 0101 2023-Q4 65000 - 42000 -
	350524000000 0101 2024-Q1 64992 - 42959 -
	350524000000 0101 2024-02 65001 p 42960 -
	350524000000 0501 2024-Q1 - c - c
C
funds <<-'C'
	_T 0101 2024-Q1 1 - 451340049.99 -
	_T 0101 2024-02 1 - 300000000.00 -
	_T 0401 2024-Q1 1 - 0.00 -
C
standards <<-'C'
	城市低保 2024 1245.00
	农村低保 2024 1245.00
C
made civil-quarterly 2024-Q1 --draft --trace trace.json >list || exit
tail -1 list
for row in JZH011212110 城市低保人数 城市低保平均标准 '农村低保平均标准（年）' 孤儿; do
	for column in 数量 环比 上月; do traced trace.json "季报/$row/$column"; done
done
# An edition before that has no rules yet is not filled in by those of another.
made civil-quarterly 2023-Q4 --draft >list; tail -1 list
# A release has names in lower case alone.
grep -ho 'href="[^#"]*' out/civil-quarterly-2024-Q1/*.html | sort -u; (cd out/civil-quarterly-2024-Q1 && ls ./*-sources.html)
made civil-quarterly 2024-10 --draft
