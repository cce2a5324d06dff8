# What numbers are rounded to is above zero and of the column's places.
. "$TOP/tests/site.sh"; tiny_site; . "$CASE/tables.inc"; register
columns amount:decimal; echo amount >raw.csv
for to in 0 -1 '"0.001"' '"much"'; do
	mask "\"amount\": {\"treatment\": \"round\", \"to\": $to}" && exit 1
done
mask '"amount": {"treatment": "round"}'
