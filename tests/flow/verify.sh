#!/bin/sh
# What anybody can do with a night's releases: check them, and try to work out what they suppress.
. "$(dirname "$0")/../tap.sh"

site=$scratch/site
new_site "$site" small
cd "$site" || exit 1
ok "the night runs" status 0 yg -q run
ok "every release is whole" status 0 yg-verify out/public
tables="out/public/d/relief-recipients/latest out/public/d/relief-funds/latest"

yg-verify --attack --report report.csv $tables >attack.txt 2>attack.err; got=$?
sed 's/^/# /' attack.txt | head -n 8
ok "the attack finds no suppressed cell" same 0 "$got"
ok "every suppressed cell has an interval" sh -c '
	test "$(wc -l <report.csv)" -gt 1000
	! grep -E "unfinished|contradicts" report.csv'
suppressed=$(cat out/public/d/relief-recipients/latest/*-recipients.csv out/public/d/relief-funds/latest/*-funds.csv |
	tr -d '\r' | awk -F, '{ for (i = 10; i <= NF; i++) n += $i == "c" } END { print n }')
ok "as many as the tables have" same "$suppressed" "$(sed -n 's/^suppressed: //p' attack.txt)"
# The private audit says which cells are sensitive: a count of them may always be five.
too_narrow() {
	python3 -c 'import csv, json, sys
primary = set()
for name in ("relief-recipients", "relief-funds"):
    for line in map(json.loads, open("out/private/audit/%s.jsonl" % name, encoding="utf-8")):
        if line.get("status") == "primary":
            primary.add((name, ",".join("%s=%s" % pair for pair in line["cell"].items())))
seen = 0
for row in csv.DictReader(open("report.csv", encoding="utf-8", newline="")):
    if (row["dataset"], row["cell"]) in primary:
        seen += 1
        if row["low"] == row["high"] or (row["unit"] in "人户" and row["high"] and int(row["high"]) < 5):
            print(row)
print("%d primary values attacked" % seen, file=sys.stderr)
sys.exit(seen < 5000)'
}
ok "no primary cell is known too closely, by another program" same "" "$(too_narrow 2>/dev/null || echo 'too few were attacked')"
ok "a second time it says the same" sh -c "yg-verify --attack --report again.csv $tables >again.txt 2>&1; cmp report.csv again.csv"

# What aggregation counted lies in the intervals: sums add up for sure.  Of distinct persons the
# attacker believes what all shown cells confirm, and may be wrong about a hidden one.
true_cells() {
	yg-extract -q pipelines/$1/extract.json | yg-mask -q pipelines/$1/mask.json |
		yg-aggregate -q pipelines/$1/aggregate.json --to csv | tr -d '\r' |
		awk -F, -v measures="$2" 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; n = split(measures, m, " "); next }
		{ for (i = 1; i <= n; i++) print m[i], "division=" $at["division"] ",relief_type=" $at["relief_type"] ",period=" $at["period"], $at[m[i]] }'
}
untrue() {
	tr -d '\r"' <report.csv | sed -n "s/^$1,//p" |
		awk -F, 'NR == FNR { split($0, f, " "); truth[f[1] " " f[2]] = f[3]; next }
		{ t = truth[$4 " " $1 "," $2 "," $3]; if (t == "" || t + 0 < $6 + 0 || ($7 != "" && t + 0 > $7 + 0)) print }' $1.truth -
}
true_cells relief-recipients "persons households" >relief-recipients.truth
true_cells relief-funds "amount amount_ytd" >relief-funds.truth
ok "the intervals of sums hold the truth" same "" "$(untrue relief-funds)"
ok "and nearly all of those of persons" sh -c "echo $(untrue relief-recipients | wc -l) of $suppressed; test $(untrue relief-recipients | wc -l) -lt $((suppressed / 100))"

# The test can fail: one value more gives others away.
cp -rL out/public/d/relief-recipients/latest open; chmod -R u+w open
awk -F, 'NR == FNR { split($0, f, " "); truth[f[1] " " f[2]] = f[3]; next }
	{ cell = "division=" $1 ",relief_type=" $4 ",period=" $7 }
	FNR > 1 && $11 == "c" && $9 == "month" && n < 150 { n++; $10 = truth["persons " cell]; $11 = "" } { print }' OFS=, relief-recipients.truth open/relief-recipients.csv >altered.csv
mv altered.csv open/relief-recipients.csv
ok "values that should be suppressed give others away" status 79 yg-verify --attack open
ok "and the altered table is noticed" status 65 yg-verify open
finish
