# tau-ARGUS' demonstration table with its own pattern: the 21 intervals of the full-system audit.
cases=$TOP/../shared/cases/simple2d
[ -d "$cases" ] || { echo "SKIP: no reference cases"; exit 0; }
. "$TOP/tests/verify.sh"
tr -d "\r" <"$cases/region2.hrc" | awk '/^@/ { sub(/^@ */, ""); print $1, top; next } { top = $1; print top, "" }' |
	codes arg region
tr -d '" \r' <"$cases/Simple2D.txt" |
	awk -F, '{ gsub("Total", "_T"); s = $4 == 3 || $4 == 11 ? ",c" : $4 == 14 || $3 + 0 == 0 ? ",z" : $3 ","; print $1 "," $2 "," s }' |
	release arg size region var2:flow:'sum(var2)'
yg-verify --attack --report all.csv arg >said; status=$?; head -n 2 said
tr -d '()' <"$cases/Simple2D_lp_audit_intervals.txt" | tr -d "'," |
	awk '/status/ { for (i = 1; i <= NF; i++) if ($i == "interval") printf "size=%s,region=%s %.2f %.2f\n", $1, $2, $(i + 1), $(i + 2) }' | sort >want
tr -d '"\r' <all.csv | awk -F, 'NR > 1 { print $2 "," $3, $6, $7 }' | sort >got
diff want got && echo "21 intervals agree"
exit $status
