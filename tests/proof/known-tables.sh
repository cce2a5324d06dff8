#!/bin/sh
# The primary cells of tables with known answers, from records to the safe table by the programs
# themselves: sdcTable's microdata1, GaussSuppression's magnitude1 and tau-ARGUS's demonstration.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/site.sh"
cases=${YG_SHARED:-$TOP/../shared}/cases
[ -d "$cases/sdcTable" ] || skip_all "no cases of other programs"
cd "$scratch" && tiny_site

# codes NAME < "code,parent,level" lines
codes() {
	echo code,name,parent,level,from,to,note >"config/codes/$1.csv"
	awk -F, '{ print $1 ",name of " $1 "," $2 "," $3 ",,," }' >>"config/codes/$1.csv"
}
# masked SCALE ROW COLUMN: records of two dimensions, a value and a number of their own
masked() {
	cat >masked.json <<-J
	{ "metadata": {"yg.state": "masked", "yg.dataset": "known", "yg.source": "known"},
	  "fields": [ {"name": "row", "type": "dict"}, {"name": "column", "type": "dict"},
	  {"name": "value", "type": "decimal", "scale": $1}, {"name": "id", "type": "int64"} ] }
	J
}
# aggregate LEVELS-OF-ROW LEVELS-OF-COLUMN
aggregate() {
	cat >aggregate.json <<-J
	{ "dimensions": [
	    {"name": "row", "label": "行", "column": "row", "codes": "row", "levels": [$1], "total": true},
	    {"name": "column", "label": "列", "column": "column", "codes": "column", "levels": [$2], "total": true}],
	  "measures": [
	    {"name": "value", "label": "值", "sum": "value", "kind": "flow"},
	    {"name": "records", "label": "笔数", "count": true, "kind": "flow", "publish": false},
	    {"name": "top1", "label": "最大", "largest": "value", "by": "id", "rank": 1, "kind": "flow", "publish": false},
	    {"name": "top2", "label": "次大", "largest": "value", "by": "id", "rank": 2, "kind": "flow", "publish": false}] }
	J
	yg-aggregate -q --schema masked.json aggregate.json masked.csv -o cells.arrows
}
# primaries PROTECT: "row column" of every primary cell, sorted
primaries() {
	echo "$1" >protect.json
	rm -f audit
	yg-protect -q --audit audit protect.json cells.arrows --to csv >safe.crlf || return 1
	tr -d "\r" <safe.crlf >safe.csv
	sed -n 's/.*"cell":{"row":"\([^"]*\)","column":"\([^"]*\)"},"status":"primary".*/\1 \2/p' audit |
		sort >primary
	# None of them is shown, and more is hidden than they.
	while read -r row column; do
		grep "^$row," safe.csv | grep -q ",$column,.*,,c$" || { echo "shown: $row $column"; return 1; }
	done <primary
	[ "$(grep -c ',,c$' safe.csv)" -gt "$(wc -l <primary)" ]
}
# are PROTECT CELL...: exactly these are primary
are() {
	primaries "$1" || return 1
	shift
	printf '%s\n' "$@" | sort | diff - primary
}
largest='"measure": "value", "largest": ["top1", "top2"]'

# sdcTable: region x gender, 100 records, 15 cells; cells 6 and 14 are A,female and D,male.
printf '%s,,region\n' A B C D | codes row
printf '%s,,gender\n' male female | codes column
masked 0
tr -d '"' <"$cases/sdcTable/microdata1.csv" |
	awk -F, 'NR == 1 { print "row,column,value,id"; next } { print $1 "," $2 "," $3 "," NR }' >masked.csv
ok "sdcTable: 15 cells" aggregate '"region"' '"gender"'
ok "sdcTable: frequency of 2" are \
	'{"minimum_frequency": {"threshold": 3, "counts": ["records"]}}' "A female"
ok "sdcTable: (2, 75)" are \
	"{\"rules\": [{\"rule\": \"dominance\", \"n\": 2, \"k\": \"75%\", $largest}]}" "A female" "D male"
ok "sdcTable: p of 70" are \
	"{\"rules\": [{\"rule\": \"p-percent\", \"p\": \"70%\", $largest}]}" "A female" "D male"
ok "sdcTable: pq of 60 and 80" are \
	"{\"rules\": [{\"rule\": \"pq\", \"p\": \"60%\", \"q\": \"80%\", $largest}]}" "A female" "D male"

# GaussSuppression: sector x country; every record is a contributor.
printf '%s,,sector\n' Agriculture Entertainment Governmental Industry | codes row
printf '%s,,country\n' Iceland Portugal Spain | codes column
masked 1
tr -d '"' <"$cases/gauss/in_magnitude1.csv" |
	awk -F, 'NR == 1 { print "row,column,value,id"; next } { print $1 "," $3 "," $6 "," NR }' >masked.csv
ok "GaussSuppression: 20 cells" aggregate '"sector"' '"country"'
expected() {
	tr -d '"' <"$cases/gauss/$1" | awk -F, -v at="$2" '$at == "TRUE" { print $1 " " $2 }' | sort >expected
}
same_as() {
	expected "$1" "$2"
	[ "$(wc -l <expected)" -eq "$3" ] && primaries "$4" && diff expected primary
}
ok "GaussSuppression: (1, 80), 4 cells" same_as out_mag1_dom_n1_k80.csv 8 4 \
	'{"rules": [{"rule": "dominance", "measure": "value", "n": 1, "k": "80%", "largest": ["top1"]}]}'
ok "GaussSuppression: 1 contributor, 2 cells" same_as out_mag1_fewcontr_maxN1.csv 6 2 \
	'{"minimum_frequency": {"threshold": 2, "counts": ["records"]}}'

# tau-ARGUS: 42,723 records, size x region in two levels, p% of 15.
awk -F'[@ \r]+' '/^@/ { print $2 "," up ",district"; next } NF && $1 != "" { up = $1; print up ",,region" }' \
	"$cases/simple2d/region2.hrc" | codes column
printf '99,,region\n' | awk -F, '{ print $1 ",name of 99,,region,,," }' >>config/codes/column.csv
printf '%s,,size\n' 2 4 5 6 7 8 9 99 | codes row
masked 2
zcat "$cases/simple2d/tau_testW.asc.gz" | awk '
	function plain(from, n, s) { s = substr($0, from, n); gsub(/ /, "", s); return s }
	BEGIN { print "row,column,value,id" }
	{ print plain(9, 2) "," plain(12, 2) "," plain(28, 10) "," NR }' >masked.csv
[ "$(wc -l <masked.csv)" -eq 42724 ] || skip "tau-ARGUS" "the records are not there"
ok "tau-ARGUS: 42,723 records" aggregate '"size"' '"region", "district"'
tr -d '"\r' <"$cases/simple2d/Simple2D.txt" |
	sed 's/Total/_T/g; s/ //g' | awk -F, '$3 != "-" { print }' >known
# Every value that the table of tau-ARGUS shows, those that it suppresses too.
values() {
	yg-aggregate -q --schema masked.json aggregate.json masked.csv --to csv |
		awk -F, 'NR > 1 { print $1 "," $5 "," $9 }' | sort >ours
	cut -d, -f1-3 known | sort | diff - ours
}
ok "tau-ARGUS: all values" values
nine() {
	awk -F, '$4 == 3 { print $1 " " $2 }' known | sort >expected
	[ "$(wc -l <expected)" -eq 9 ] &&
		primaries "{\"rules\": [{\"rule\": \"p-percent\", \"p\": \"15%\", $largest}]}" &&
		diff expected primary
}
ok "tau-ARGUS: 9 primary cells" nine
finish
