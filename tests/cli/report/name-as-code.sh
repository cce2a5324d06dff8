# What is no code may be a name in the wrong column: the row is said, not what stands there.
. "$CASE/desk.inc"
printf 'K6,诸葛青,2025-06-01\n' >>raw.csv
things && entered 7 问题是有的。
report --records things=things.arrows --entered entered.json -o out
echo $?; test -e out || echo nothing is written
