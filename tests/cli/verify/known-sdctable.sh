# The table of 5 x 5 with nine primary cells of sdcTable (problemdata): the attack finds the very
# intervals that sdcTable's own attack finds, 47 exactly among them.
cases=$TOP/../shared/cases/sdcTable
[ -d "$cases" ] || { echo "SKIP: no reference cases"; exit 0; }
. "$TOP/tests/verify.sh"
tr -d '"' <"$cases/problemdata_primary.csv" |
	awk -F, 'NR > 1 { gsub("tot", "_T"); print $4 "," $5 "," ($3 == "u" ? ",c" : $2 ",") }' |
	release problem v1 v2 freq:flow:'count()'
yg-verify --attack --report all.csv problem; status=$?
tr -d '"' <"$cases/problemdata_primary_attack.csv" | awk -F, 'NR > 1 { print $4 "," $5 }' >want
tr -d '\r' <all.csv | awk -F, 'NR > 1 { print $6 "," $7 }' >got
diff want got && echo "nine intervals agree"
exit $status
