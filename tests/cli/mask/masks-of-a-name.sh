# Of a name, two characters at the most stay in sight, however many columns show it.
. "$TOP/tests/site.sh"; tiny_site; . "$CASE/tables.inc"; register
sed -i 's/"treatments": \["name", "drop"\]/"treatments": ["name", "mask", "drop"]/' config/fields/demo.json
columns name:utf8 name:utf8
sed 's/"name": "name"/"name": "front"/; 3s/"front"/"back"/' raw.json >two.json; mv two.json raw.json
cat >raw.csv <<'C'
front,back
王小明,王小明
C
mask '"front": {"treatment": "name"}, "back": {"treatment": "mask", "keep_first": 0, "keep_last": 2}' && exit 1
mask '"front": {"treatment": "mask", "keep_first": 1, "keep_last": 0}, "back": {"treatment": "mask", "keep_first": 0, "keep_last": 1}' && exit 1
mask '"front": {"treatment": "mask", "keep_first": 2, "keep_last": 1}, "back": {"treatment": "drop"}' && exit 1
mask '"front": {"treatment": "mask", "keep_first": 1, "keep_last": 1}, "back": {"treatment": "name"}'
