# Each number can be traced to its records, by the private side only.
. "$CASE/desk.inc"
things && entered 7 问题是有的。
report --records things=things.arrows --entered entered.json -o out --trace trace.json || exit
ls -l trace.json | cut -c1-10
cat trace.json
grep -l K1 out/*.html out/*.json out/*.txt trace.json
report --records things=things.arrows --entered entered.json --figures | grep -c keys || true
