# Against the report of the year before, in any format: what was carried over, valid documents, jumps.
. "$CASE/published.inc"
true_figures | sed 's/2024/2023/g; s/r25 2 0 0 0 0 0 2/r25 3 0 0 0 0 0 3/; s/^say 一.*/say 一|2023年工作如常。/
	s/r24 58 7 0 0 1 0 66/r24 57 7 0 0 1 0 65/; s/r13 39 5 0 0 1 0 45/r13 38 5 0 0 1 0 44/' >before.spec
echo 表二/行政许可 900 >>before.spec
published before
{ true_figures; echo 表二/行政许可 100; } >now.spec
for last in html csv docx xlsx; do
	published now
	found html now --last before.$last >$last.said
done
cat html.said
for last in csv docx xlsx; do cmp html.said $last.said; done
true_figures | sed 's/2024/2023/g; s/^say 一.*/say 一|2023年工作如常。/; s/文件 5 1 25/文件 2 0 21/' >right.spec
published right
found docx now --last right.xlsx
# The report of another year is not the one to compare with.
found docx now --last now.xlsx
