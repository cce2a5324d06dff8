# Stars that leave too few candidates; as many as inspect.json says.
. "$TOP/tests/inspect.sh"; inspect_site
printf '350524********0013\n' >rel/a.csv; sums
inspect
sed -i 's/}/, "candidates": 1 }/' pipelines/demo/inspect.json
inspect
