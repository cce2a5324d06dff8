# Codes become other codes.
. "$TOP/tests/site.sh"; tiny_site; . "$CASE/tables.inc"; register
columns sex:dict area:dict
cat >raw.csv <<'C'
sex,area
1,350524100
2,350524200
9,350524
,
C
mask '"sex": {"treatment": "map", "codes": {"1": "M", "2": "F", "9": "U"}, "other": "stop"}, "area": {"treatment": "map", "codes": {"350524100": "镇"}, "other": "其他"}'
