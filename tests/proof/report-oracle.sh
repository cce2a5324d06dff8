#!/bin/sh
# A report whose 200 numbers are known to hold together, through the program: every format of it
# passes the rules, and any number that is one more is found.
. "$(dirname "$0")/../tap.sh"
oracle=$TOP/tests/proof/report-oracle.py
find_python lxml
cp -r "$TOP/config" "$scratch/"; cd "$scratch" || exit 1
name='oracle-2025'
# What no rule can cover in a single report: decisions and fees that nothing else on the form sums.
acts="表二/行政许可/本年处理决定数量 表二/行政处罚/本年处理决定数量 表二/行政强制/本年处理决定数量 表二/行政事业性收费/本年收费金额"
carried="表二/规章/本年制发件数 表二/规章/本年废止件数 表二/规章/现行有效件数 表二/行政规范性文件/本年制发件数 表二/行政规范性文件/本年废止件数 表二/行政规范性文件/现行有效件数"
# found UNCOVERED KIND OPTION...: of the changed copies of that kind all but those, fifty at a time.
found() {
	uncovered=$1 kind=$2; shift 2
	for n in 0[0-4]? 0[5-9]? 1[0-4]? 1[5-9]?; do
		status 65 yg-report -q --check --to json "$@" r/$n."$kind" && mv "$scratch/out" "$scratch/found$n" || return
	done
	"$python" "$oracle" judged "$uncovered" "$scratch"/found*
}

ok "its rules" "$python" "$oracle" rules .
ok "it is filled in" status 0 yg-report -q --period 2025 --entered entered.json --last last.json -o r oracle.json
ok "nothing to remark" grep -q '^错误0项，提示0项，待答0项' r/check.txt
ok "it is typed as CSV" "$python" "$oracle" type r $name.html
for kind in json html docx xlsx csv; do
	ok "the rules find nothing in its $kind" status 0 yg-report -q --check --last last.json r/$name.$kind
	ok "not even something to remark in its $kind" grep -q '^错误0项，提示0项，待答0项' "$scratch/out"
done
for kind in html csv; do
	ok "200 copies of the $kind with one number changed" "$python" "$oracle" change r $name.$kind
	ok "beside the year before all but four are found in the $kind" found "$acts" $kind --last last.json
	ok "beside its only part all are found in the $kind" found "" $kind --last last.json --part r/$name.json
	ok "alone all of tables three and four are found in the $kind" found "$acts $carried" $kind
done
finish
