#!/bin/sh
# What was published, out of its raw numbers: the month of a province with 19 changes in percent,
# one of them only a change of definition; and a standard of the year that is twelve of the month.
. "$(dirname "$0")/../tap.sh"
published=$TOP/tests/proof/report-published.py
fujian=$TOP/tests/unit/fujian_2020_01.h
same=$TOP/tests/proof/report-same-numbers.py
find_python lxml
cp -r "$TOP/config" "$scratch/"; cd "$scratch" || exit 1
# made REPORT PERIOD OPTION...: from what was entered.
made() { report=$1 period=$2; shift 2; status 0 yg-report -q --draft "$@" --period "$period" --entered "$report-$period-entered.json" -o "$report-$period" "$report.json"; }
has() { "$python" -c "import $1" 2>/dev/null; }

ok "the raw numbers" "$python" "$published" rules "$fujian" .
ok "December of 2019" made month 2019-12
ok "in its own edition, whose 乡 hold the 民族乡" grep -q '"edition": "2019"' month-2019-12/month-2019-12.json
ok "no error in it" grep -q '^错误0项' month-2019-12/check.txt
ok "January of 2020" made month 2020-01 --last month-2019-12/month-2019-12.json
ok "no error in it either" grep -q '^错误0项' month-2020-01/check.txt
ok "its changes are those that the province printed" "$python" "$published" month "$fujian" month-2020-01/month-2020-01.html
ok "the change of definition is told" grep -q '^提示 change 月报／乡／.*环比.*2019年及以前“乡”包括民族乡' month-2020-01/check.txt
ok "and printed below the table" sh -c "sed 's/<[^>]*>//g' month-2020-01/month-2020-01.html | grep -q '①.*民族乡单列'"
ok "a January beside the whole year is marked" sh -c "sed 's/<[^>]*>//g' month-2020-01/month-2020-01.html | grep -q '上年全年'"
for kind in json docx xlsx; do
	case $kind in docx) module=docx ;; xlsx) module=openpyxl ;; *) module=json ;; esac
	if has $module; then ok "its $kind holds the same numbers" "$python" "$same" $kind month-2020-01 month-2020-01
	else skip "its $kind holds the same numbers" "no $module"; fi
done
for kind in html json docx xlsx; do
	ok "the rules find no error in its $kind" status 0 yg-report -q --check --form civil-monthly month-2020-01/month-2020-01.$kind
done
ok "a quarter of Beijing" made quarter 2022-Q1
page=quarter-2022-Q1/quarter-2022-Q1
ok "the year's standard is twelve of the month's" sh -c "tr -d ' \n\t' <$page.json | grep -q '\"农村低保平均标准（年）\":{\"数量\":14940.0[^0-9]'"
ok "as it was published" sh -c "sed 's/<[^>]*>/ /g' $page.html | grep -q '14,940.0'"
finish
