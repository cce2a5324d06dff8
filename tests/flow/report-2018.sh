#!/bin/sh
# The year 2018 as a city bureau reported it: a report in words alone, of the edition before 2019,
# whose numbers all come out of that year's records.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/report.sh"
new_site "$scratch/site"; cd "$scratch/site" || exit 1
# The source is another database: only its path changes.
"$BIN/../fixtures/generate" -q --root "$TOP" --size tiny --seed 7 --output out/sources/relief.db --disclosure-2018 out/sources/2018.db
rm out/sources/disclosure.db
sed -i 's|out/sources/disclosure.db|out/sources/2018.db|' config/sources.json
entered="--entered $TOP/fixtures/entered/annual-report/2018.json"
made=$scratch/report/annual-report-2018
numbers() { grep -oE '[0-9]+%?' | tr '\n' ' '; }
# told: the numbers of the printed text, title and head apart.
told() { sed -n '/<h2/,/<footer/p' | sed 's/<[^>]*>//g' | grep -v '^ *（送审\|国务院令' | sed 's/20[0-9][0-9]年//g' | numbers; }
figure() {
	tr -d ' \n\t' <"$scratch/figures.json" | grep -oE "\"name\":\"$1\"[^}]*" | grep -oE '"value":"?[0-9.]+' | grep -oE '[0-9.]+$'
}
# figures NAME NUMBER...: so many of each.
figures() {
	while [ $# -gt 0 ]; do
		[ "$(figure "$1")" = "$2" ] || { echo "$1: $(figure "$1"), not $2"; return 1; }
		shift 2
	done
}

ok "the records" streams annual-report "$scratch/streams"
ok "the figures" sh -c ". '$TOP/tests/report.sh'; report annual-report '$scratch/streams' --figures --period 2018 $entered >'$scratch/figures.json'"
ok "documents, normative ones, topics, proposals" figures opened 492 made 2 hotspots_answered 6 proposals_answered 16
ok "services at the hall" figures items 51 hall 47 hall_share 92
ok "services with one visit" figures once 42 once_share 82
ok "matters and proofs" figures matters 2256 proofs 27
ok "inspections" figures inspected 14 aspects 10
ok "leaflets and staff" figures leaflets 60000 staff_now 3
ok "no request, no fee, no dispute" figures received 0 closed 0 refused 0 processing 0 processing_yuan 0.00 reconsidered 0 sued 0

ok "the report of 2018 is printed without a question" status 0 report annual-report "$scratch/streams" --period 2018 $entered -o "$scratch/report"
ok "in the form of that time" grep -q 国务院令第492号 "$made.json"
ok "with nothing to remark" grep -q '^错误0项，提示0项，待答0项' "$scratch/report/check.txt"
ok "seven sections, no table" sh -c "[ \$(grep -c '<h2' '$made.html') = 7 ] && ! grep -q '<table' '$made.html'"
ok "its text names these numbers and no other" \
	same "$(told <"$made.html")" "492 2 60000 6 16 51 47 92% 42 82% 2256 27 14 10 3 "
ok "and says what did not happen" sh -c "grep -q 没有收到政府信息公开申请 '$made.html' && grep -q 没有不予公开 '$made.html' &&
	grep -q 没有任何收费项目 '$made.html' && grep -q 未发生因政府信息公开引起的行政复议 '$made.html' && grep -q 未发生因政府信息公开引起的行政诉讼 '$made.html'"
if command -v pdftotext >/dev/null 2>&1; then
	pdftotext -raw "$made.pdf" "$scratch/text"
	ok "so does the PDF" sh -c "tr -d '\n' <'$scratch/text' | grep -q '主动公开各类政府信息492条.*进驻率92%.*比例82%.*工作人员3名'"
else skip "so does the PDF" "no pdftotext"; fi
for kind in json html docx; do ok "the rules find nothing in its $kind" status 0 yg-report --check "$made.$kind"; done
# R10, in a document that somebody typed again.
sed 's/工作缺乏主动性[^<]*/无/; s/加强培训宣传[^<]*//' "$made.html" >"$scratch/typed.html"
ok "problems that are not told are found" status 65 yg-report --check "$scratch/typed.html"
ok "by their rule" grep -q 'R10.*七、信息公开工作存在的主要问题及改进措施' "$scratch/out"
# A report without a table is published with its figures, by name, as its records.
mkdir -p out/private/entered/annual-report && cp "$TOP/fixtures/entered/annual-report/2018.json" out/private/entered/annual-report/
sed -i 's/^\( *\)"first"$/\1"first", "approve"/' out/private/reviews/reviewers.json
ok "it is drafted" status 0 yg report 2018 --draft
ok "reviewed" status 0 yg report 2018 --sign first --as 演示初审员 --key out/private/keys/review-first.pem
ok "approved" status 0 yg report 2018 --sign approve --as 演示审定员 --key out/private/keys/review-approve.pem
ok "and published" status 0 yg report 2018
rows=out/public/d/annual-report/latest/annual-report.csv
least=$(sed -n 's/.*"min_rows": *\([0-9]*\).*/\1/p' "$TOP/pipelines/annual-report/pipeline.json")
ok "with the rows that the gate of its pipeline asks for" sh -c "[ \$(tail -n +2 $rows | wc -l) -ge $least ]"
ok "its records are its figures" sh -c "grep -q '^annual-report,2008,2018,,opened,,[^,]*,492[.0]*,条,number' $rows && grep -q ',hall_share,,[^,]*,92[.0]*,%,number' $rows"
ok "no word that was entered" sh -c "! grep -q ',text$' $rows && ! grep -q 缺乏主动性 $rows"
ok "2007 has no report" status 78 report annual-report "$scratch/streams" --period 2007 -o "$scratch/early"
finish
