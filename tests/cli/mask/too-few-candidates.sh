# A mask that leaves a short list is refused, with what stands beside it in the row.
. "$TOP/tests/site.sh"; tiny_site; . "$CASE/tables.inc"; register
columns id_no:utf8 sex:dict birth:date area:dict; echo id_no,sex,birth,area >raw.csv
try() {	# ID SEX BIRTH AREA
	mask "\"id_no\": $1, \"sex\": {\"treatment\": \"$2\"}, \"birth\": {\"treatment\": $3}, \"area\": {\"treatment\": $4}" >out.csv
}
six_four='{"treatment": "mask", "keep_first": 6, "keep_last": 4}'
four='{"treatment": "mask", "keep_first": 0, "keep_last": 4}'
ten='{"treatment": "mask", "keep_first": 10, "keep_last": 0}'
try "$six_four" drop '"year"' '"drop"' && exit 1
try "$six_four" drop '"drop"' '"drop"' && exit 1
try "$six_four" drop '"age-band", "at": "2026-10-31", "bands": [0, 60, 65, 70]' '"drop"' && exit 1
try "$four" keep '"month"' '"drop"' && exit 1
try "$four" drop '"drop"' '"level", "level": "county"' && exit 1
try "$ten" drop '"keep"' '"keep"' && exit 1
# These leave enough.
try "$four" keep '"drop"' '"level", "level": "province"' || exit 1
try "$ten" drop '"year"' '"keep"' || exit 1
register '"candidates": 33,'
try "$six_four" drop '"year"' '"drop"'
