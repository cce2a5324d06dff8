# A treatment that leaves every value as it is is "keep", which the register must allow.
. "$TOP/tests/site.sh"; tiny_site; . "$CASE/tables.inc"; register
sed -i '/"amount"\|"persons"\|"sex"\|"area"/s/"keep", //' config/fields/demo.json
columns sex:dict area:dict amount:decimal persons:int64; echo sex,area,amount,persons >raw.csv
try() {	# COLUMN TREATMENT
	rest=
	for c in sex area amount persons; do
		[ $c = "$1" ] || rest="$rest, \"$c\": {\"treatment\": \"drop\"}"
	done
	mask "\"$1\": {\"treatment\": $2}$rest" >out.csv
}
try sex '"map", "codes": {"1": "1", "2": "2"}, "other": "stop"' && exit 1
try area '"level", "level": "town"' && exit 1
try amount '"round", "to": "0.01"' && exit 1
try persons '"round", "to": 1' && exit 1
try persons '"band", "bands": [1, 2, 3, 4, 5]' && exit 1
# These change some.
try sex '"map", "codes": {"1": "1", "2": "2"}, "other": "9"' || exit 1
try area '"level", "level": "county"' || exit 1
try amount '"round", "to": 10'
