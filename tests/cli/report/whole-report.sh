# All formats of one report hold the same numbers, and what is entered is marked.
. "$CASE/desk.inc"
things && entered 7 问题是有的。
report --records things=things.arrows --entered entered.json -o out || exit
ls out
cat out/small-2025.json out/check.txt
grep -c 'id="表一/r1/甲类"' out/small-2025.html out/small-2025-sources.html
for file in out/small-2025.docx out/small-2025.html out/small-2025.json; do
	yg-report --check --form small "$file"
done
grep -o '※ 为人工填报' out/small-2025.html
