# Two coarse forms of one column narrow its values down: only where the register allows the value.  Of two calendar spans the finer one has the coarser in it.
. "$TOP/tests/site.sh"; tiny_site; . "$CASE/tables.inc"; register
sed -i '/"amount"\|"birth"/s/"keep", //' config/fields/demo.json
twice() {	# TYPE COLUMN ONE OTHER
	columns "$2:$1" "$2:$1"
	sed 's/"name": "[a-z]*"/"name": "one"/; 3s/"one"/"other"/' raw.json >two.json; mv two.json raw.json
	echo one,other >raw.csv
	mask "\"one\": {\"treatment\": $3}, \"other\": {\"treatment\": $4}" >out.csv
}
twice decimal amount '"band", "bands": [0, 500, 1000]' '"band", "bands": [0, 550, 1050]' && exit 1
twice decimal amount '"round", "to": 100' '"band", "bands": [0, 550, 1050]' && exit 1
twice date birth '"year"' '"age-band", "at": "2026-10-31", "bands": [0, 18, 60]' && exit 1
twice dict area '"map", "codes": {"350524100": "A"}, "other": "X"' '"map", "codes": {"350524200": "B"}, "other": "X"' || exit 1
twice date birth '"year"' '"month"'
