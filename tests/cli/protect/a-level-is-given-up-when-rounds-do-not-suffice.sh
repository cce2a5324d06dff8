# No round is allowed for repairs, so towns are given up: the county remains.
cat >protect.json <<END
{"minimum_frequency": {"threshold": 5, "counts": ["persons"]}, "audit": {"rounds": 0},
 "fallback": [{"dimension": "division", "level": "town"}]}
END
yg-protect protect.json "$CASE/periods.csv" --schema "$CASE/periods.json" --to csv | grep -v ',c,,c,,c'
