# A map of nothing, and one to no text.
. "$TOP/tests/site.sh"; tiny_site; . "$CASE/tables.inc"; register
columns sex:dict; echo sex >raw.csv
mask '"sex": {"treatment": "map", "codes": {}}' && exit 1
mask '"sex": {"treatment": "map", "codes": {"1": 2}}' && exit 1
mask '"sex": {"treatment": "map"}'
