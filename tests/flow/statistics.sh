#!/bin/sh
# The statistical forms and the yearbook of the demonstration, from its published tables to the public tree.
. "$(dirname "$0")/../tap.sh"
new_site "$scratch/site" small; cd "$scratch/site" || exit 1
public=out/public/d

ok "without published tables there is no yearbook" sh -c '! yg report yearbook 2025 --draft'
ok "the tables are published" status 0 yg run relief-recipients relief-funds relief-standards
for report in "yearbook 2025" "civil-monthly 2026-09" "civil-monthly 2026-10" "civil-quarterly 2026-Q2" "civil-quarterly 2026-Q3"; do
	ok "$report is made" status 0 yg report --demo $report
	set -- $report
	ok "and public" [ -f "$public/$1/latest/$1-$(echo "$2" | tr Q q).json" ]
	ok "with its release whole" sh -c "cd $public/$1/latest && sha256sum --quiet -c SHA256SUMS"
done

# cell RELEASE MEASURE DIVISION TYPE PERIOD: as it is published; awk finds the columns by their names.
cell() {
	awk -F, -v m="$2" -v d="$3" -v t="$4" -v p="$5" '{ sub(/\r$/, "") } NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
		$at["division"] == d && $at["relief_type"] == t && $at["period"] == p { print $at[m] }' \
		"$public/$1/latest/$1.csv"
}
# row DATASET TABLE ROW COLUMN: value, unit and state of the open records of a report.
row() {
	awk -F, -v t="$2" -v r="$3" -v c="$4" '{ sub(/\r$/, "") } NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
		$at["table"] == t && $at["row"] == r && $at["column"] == c { print $at["value"] + 0, $at["unit"], $at["state"] }' \
		"$public/$1/latest/$1.csv"
}
county=350524000000
for page in "$public"/*/latest/*.html; do
	for to in $(grep -o 'href="[^#"]*\.html' "$page" | cut -c7- | sort -u); do
		[ -f "${page%/*}/$to" ] || printf '%s: %s\n' "$page" "$to"
	done
done >broken
ok "every page that a published page links to is there" [ ! -s broken ]
ok "a number of the yearbook is the published one" \
	[ "$(row yearbook 表1 合计 人数)" = "$(cell relief-recipients persons $county _T 2025) 人 number" ]
ok "so is one of the monthly form" \
	[ "$(row civil-monthly 月报 农村低保人数 数量)" = "$(cell relief-recipients persons $county 0102 2026-10) 人 number" ]
ok "beside that of the month before" \
	[ "$(row civil-monthly 月报 农村低保人数 上期)" = "$(cell relief-recipients persons $county 0102 2026-09) 人 number" ]
ok "and one of the quarterly form" \
	[ "$(row civil-quarterly 季报 农村低保人数 数量)" = "$(cell relief-recipients persons $county 0102 2026-Q3) 人 number" ]
ok "beside that of the month before its last" \
	[ "$(row civil-quarterly 季报 农村低保人数 上月)" = "$(cell relief-recipients persons $county 0102 2026-08) 人 number" ]
yuan=$(cell relief-funds amount_ytd _T 0102 2026-10)
ok "money is converted exactly" \
	[ "$(row civil-monthly 月报 YZH011221200 数量)" = "$(awk -v y="$yuan" 'BEGIN { printf "%.1f\n", int(y / 1000 + 0.5) / 10 }' | sed 's/\.0$//') 万元 number" ]
ok "what has no database is missing, not 0" [ "$(row civil-monthly 月报 YZH011111000 数量)" = "0 个 missing" ]
# What the tables protect is protected in the yearbook, and bears no number.
awk -F, 'NR > 1 { sub(/\r$/, "") } $10 == "protected" && $8 != ""' $public/yearbook/latest/yearbook.csv >"$scratch/out"
ok "what is protected has no number" [ ! -s "$scratch/out" ]
ok "a number of the yearbook is traced" sh -c 'yg trace yearbook/2025/表1/合计/人数 >"$0"' "$scratch/out"
ok "to its release and cell" sh -c "grep -q 'source *relief-recipients/' $scratch/out && grep -q '\"period\":\"2025\"' $scratch/out"
ok "an earlier form reads itself back" status 0 yg-report --check --form civil-monthly $public/civil-monthly/latest/civil-monthly-2026-10.docx
finish
