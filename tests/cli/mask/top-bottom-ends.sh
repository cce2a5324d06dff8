# Ends that are none.
. "$TOP/tests/site.sh"; tiny_site; . "$CASE/tables.inc"; register
columns amount:decimal birth:date; echo amount,birth >raw.csv
for ends in '' ', "top": 5, "bottom": 5' ', "top": "much"' ', "bottom": "0.001"' ', "top": 5, "coded": "star"'; do
	mask "\"amount\": {\"treatment\": \"top-bottom\"$ends}, \"birth\": {\"treatment\": \"drop\"}" && exit 1
done
mask '"amount": {"treatment": "drop"}, "birth": {"treatment": "top-bottom", "top": "1.1.2026"}'
