# A review copy is written all the same, and begins with what is open.
. "$CASE/desk.inc"
things
report --records things=things.arrows --draft -o out || exit
cat out/check.txt
sed 's/<[^>]*>/\n/g' out/small-2025.html | grep -n '送审说明\|待答问题\|甲类接待：\|一、总体情况' | cut -d: -f2-
