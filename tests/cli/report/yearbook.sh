# The yearbook from published tables: every cell bears where it comes from.
. "$CASE/releases.inc"
standard() { for kind in 城市低保 农村低保 城市特困 农村特困 孤儿基本生活保障 困难残疾人生活补贴 重度残疾人护理补贴 高龄津贴; do echo "$kind $1 $2"; done; }
every() { for type in _T 01 0101 0102 02 0201 0202 03 0301 0302 04 0401 05 0501 06 0601 07 0701 08 0801 09 0901; do echo "$1 $type $2"; done; }
{ every 350524000000 "2025 300 - 150 p"; every 350524100000 "2025 300 - 150 -"; every 350524200000 "2025 - c - z"; every 350524000000 "2024 200 - 140 -"; every 350524100000 "2025-12 300 - 150 -"; } | recipients
{ every _T "2025 1 - 12345649.99 -"; every 350524000000 "2025 1 - 12345650.00 -"; every 350524100000 "2025 1 - - x"; every 350524200000 "2025 1 - 0.00 r"; } | funds
{ standard 2024 900.00; standard 2025 945.00; } | standards
made yearbook 2025 --trace trace.json --rows rows.stream || exit
ls out/yearbook-2025; ls -l trace.json | cut -c1-10
for key in 表1/合计/户数 表1/合计/累计资金 表2/乙乡/合计 表2/乙乡/其中·城市低保 表3/甲镇/累计资金 表3/乙乡·城市低保/户数 表3/乙乡/累计资金 表5/城市低保/年标准 \
	表6/类_T/增长 表6/类01/2024 表7/类_T/2024 表7/类_T/增长 表8/高龄津贴/增长; do traced trace.json $key; done
grep -c '"name"' trace.json
sed -n '/表2\/乙乡\/合计/,/}/p; /表1\/合计\/户数/,/}/p' out/yearbook-2025/yearbook-2025.json
grep -o '<td[^>]*id="[^"]*表1[^"]*合计[^"]*"[^>]*>.*</td>' out/yearbook-2025/yearbook-2025.html
pdftotext -layout out/yearbook-2025/yearbook-2025.pdf - | grep -E '“.”|尚未发布|机械' | sed 's/^ *//' | sort | uniq -c
grep -q '</svg>' out/yearbook-2025/yearbook-2025.html && echo charts
yg-report -q --period 2025 --release relief-funds=published/relief-funds -o out/none pipelines/yearbook/report.json
yg-report -q --period 2019 --release relief-recipients=published/relief-recipients --release relief-funds=published/relief-funds --release relief-standards=published/relief-standards -o out/none pipelines/yearbook/report.json
