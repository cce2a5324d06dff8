# Who entered a number, which records it counts and what its database was like stand in the trace alone.
. "$CASE/desk.inc"
sed -i 's/"v1"/"snapshot-of-the-database"/' raw.json
things && entered 7 问题是有的。
report --records things=things.arrows --entered entered.json -o out --trace trace.json --rows rows.arrows || exit
mkdir open
for file in out/*.docx out/*.xlsx; do unzip -qo "$file" -d "open/${file##*.}"; done
for file in out/*.pdf; do pdftotext "$file" open/pdf.txt && pdfinfo "$file" >open/pdf-info.txt; done
cp out/*.html out/*.json out/*.txt rows.arrows open/
for secret in 填报员 K1 snapshot-of "$PWD" pseudonym; do
	echo "$secret: $(grep -rlaF "$secret" open | sort | tr '\n' ' ')"
done | sed "s|^$PWD|the folder|"
grep -c 填报员 trace.json; grep -c K1 trace.json; grep -c snapshot-of trace.json
grep -o '人工填报（[^<]*' open/small-2025-sources.html | sort -u
ls -l trace.json | cut -c1-10
# The mode is the owner's alone under any umask, and where a file of others stood.
rm trace.json; : >trace.json; chmod 666 trace.json
(umask 0; report --records things=things.arrows --entered entered.json -o out --trace trace.json)
ls -l trace.json | cut -c1-10
