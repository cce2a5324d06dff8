# The metadata: what package and readers learn of it.
yg-protect -q --microdata "$CASE/micro-protect.json" "$CASE/micro.csv" --schema "$CASE/micro.json" --to stream -o out
grep -ao 'yg.microdata\|k=[0-9].*grade=[0-9]\|quasi;[a-z0-9=;]*\|sensitive;[a-z0-9=;]*\|yg.snapshot\|yg.openness' out
