# A value would be known too closely, and no round is allowed to repair it.
cat >protect.json <<END
{"minimum_frequency": {"threshold": 5, "counts": ["persons"]}, "audit": {"rounds": 0}}
END
yg-protect -q protect.json "$CASE/periods.csv" --schema "$CASE/periods.json" -o out
status=$?
ls
exit $status
