# A code that the map does not hold stops the run: row and column are named, not the value.
. "$TOP/tests/site.sh"; tiny_site; . "$CASE/tables.inc"; register
columns sex:dict
printf 'sex\n1\n2\n1\n7\n' >raw.csv
mask '"sex": {"treatment": "map", "codes": {"1": "M", "2": "F"}}' >out.csv
