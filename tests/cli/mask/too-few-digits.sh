# Phones and accounts: the hidden digits count.
. "$TOP/tests/site.sh"; tiny_site; . "$CASE/tables.inc"; register
columns phone:utf8 bank_card:utf8; echo phone,bank_card >raw.csv
mask '"phone": {"treatment": "mask", "keep_first": 3, "keep_last": 5}, "bank_card": {"treatment": "drop"}' && exit 1
mask '"phone": {"treatment": "drop"}, "bank_card": {"treatment": "mask", "keep_first": 6, "keep_last": 6}' && exit 1
mask '"phone": {"treatment": "mask", "keep_first": 9, "keep_last": 9}, "bank_card": {"treatment": "drop"}' && exit 1
mask '"phone": {"treatment": "mask", "keep_first": 3, "keep_last": 4}, "bank_card": {"treatment": "mask", "keep_first": 6, "keep_last": 4}'
