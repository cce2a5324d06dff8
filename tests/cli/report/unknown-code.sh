# A record whose code the form has no column for stops the report; no person is named.
. "$CASE/desk.inc"
printf 'K6,3,2025-06-01\n' >>raw.csv
things && entered 7 问题是有的。
report --records things=things.arrows --entered entered.json -o out
echo $?; test -e out || echo nothing is written
