# A table without a title stands away from the heading above it, in print as in Word.
. "$CASE/desk.inc"
things && entered 7 人手不足
report --records things=things.arrows --entered entered.json -o out || exit
pdftotext -bbox out/small-2025.pdf - | sed -nE 's/.*yMin="([0-9]+)[^"]*".*yMax="([0-9]+)[^"]*">(二、办理情况|项目)<.*/\1 \2 \3/p' |
	awk '$3 == "项目" { print ($1 - bottom >= 8 ? "apart" : "too near: " $1 - bottom) } { bottom = $2 }'
unzip -p out/small-2025.docx word/document.xml | grep -oE '<w:spacing w:after="[0-9]+"/></w:pPr><w:r><w:t[^>]*>二、办理情况'
