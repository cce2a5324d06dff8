# Two masks of one column show what both of them show.
. "$TOP/tests/site.sh"; tiny_site; . "$CASE/tables.inc"; register
columns id_no:utf8 id_no:utf8
sed 's/"name": "id_no"/"name": "front"/; 3s/"front"/"back"/' raw.json >two.json; mv two.json raw.json
echo front,back >raw.csv
mask '"front": {"treatment": "mask", "keep_first": 10, "keep_last": 0}, "back": {"treatment": "mask", "keep_first": 0, "keep_last": 4}'
