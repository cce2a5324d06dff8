printf '{"minimum_frequency": {"threshold": 3, "counts": ["persons"]}}' >three.json
yg-protect three.json "$CASE/towns.csv" --schema "$CASE/towns.json" --to csv --log json >out
grep -c ',,c' out
test $? -eq 1
