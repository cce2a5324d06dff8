# Every level is given up: a table without a value is no release.
cat >protect.json <<END
{"minimum_frequency": {"threshold": 5, "counts": ["persons"]}, "audit": {"rounds": 0},
 "fallback": [{"dimension": "period", "level": "month"}]}
END
yg-protect -q protect.json "$CASE/periods.csv" --schema "$CASE/periods.json" -o out
status=$?
ls
exit $status
