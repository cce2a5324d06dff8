# Rounding beside a rule of suppression: one of them would be ignored.
cat >protect.json <<END
{"minimum_frequency": {"threshold": 5, "counts": ["persons"]},
 "method": {"rounding": {"base": 3, "counts": ["persons"]}}}
END
yg-protect -q protect.json "$CASE/towns.csv" --schema "$CASE/towns.json" -o out
