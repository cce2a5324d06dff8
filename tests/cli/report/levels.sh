# Rows of a lower level are set in, on every paper by its own means, and read back as the same form:
# the column of labels, then how far 乡镇级合计, 镇 and 城市低保金 stand in.
. "$CASE/releases.inc"
recipients <<-'C'
	350524000000 0101 2026-01 60682 - 39532 p
C
made civil-monthly 2026-01 --draft >drafted
cd out/civil-monthly-2026-01 || exit
labels='一、综合|乡镇级合计|镇|城市低保金\*'
echo html
grep -oE "<th scope=\"row\"[^>]*>($labels)</th>" civil-monthly-2026-01.html | sed 's/ id="[^"]*"//; s/ colspan="[^"]*"//'
echo docx
unzip -p civil-monthly-2026-01.docx word/document.xml | sed 's/<w:tc>/\n/g' | grep -E ">($labels)</w:t>" |
	sed -E 's/.*<w:pStyle w:val="([^"]*)".*lineRule="exact"\/>(<w:ind [^>]*>)?.*>([^<]+)<\/w:t>.*/\1 \2 \3/'
echo xlsx
unzip -p civil-monthly-2026-01.xlsx xl/styles.xml | grep -oE '<alignment horizontal="(left|right)"[^>]* indent="[0-9]"' | sort | uniq -c | sed 's/^ *//'
echo pdf
pdftotext -bbox civil-monthly-2026-01.pdf - | grep -E '>(乡镇级合计|镇|乡|城市低保金\*)<' |
	sed -E 's/.*xMin="([0-9]+)[^>]*>([^<]*)<.*/\1 \2/' |
	awk 'NR > 1 { print $2, ($1 > last ? "further" : $1 == last ? "as far" : "less") } { last = $1 }'
cd - >/dev/null
for to in json docx html xlsx; do
	yg-report -q --check --form civil-monthly out/civil-monthly-2026-01/civil-monthly-2026-01.$to | sed 's/-01\.[a-z]*：/-01：/' >$to.said
	cmp json.said $to.said
done
tail -1 json.said
