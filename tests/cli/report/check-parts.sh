# The report of a government is the sum of those of its departments, each in its own format.
. "$CASE/published.inc"
true_figures >one.spec
true_figures | sed 's/某局/另一局/' >two.spec
published one; published two
double() { true_figures | sed 's/某局//; s/^say 一.*/say 一|2024年工作如常。/' | awk -v wrong="$1" '
	/^表/ { for (i = 2; i <= NF; i++) $i *= 2; if ($1 == wrong) $NF = $NF + 1 } { print }'; }
double >all.spec
published all
found html all --part one.docx --part two.xlsx
double 表二/行政规范性文件 >more.spec
published more
found csv more --part one.csv --part two.html
printf 'edition 2019\ntitle 某局2020年政府信息公开工作年度报告\n' >older.spec
published older
found docx all --part one.docx --part older.docx
