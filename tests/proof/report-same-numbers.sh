#!/bin/sh
# Real reports in all their formats: the same numbers everywhere, by other people's readers; valid
# against ISO 29500; opened by LibreOffice.
. "$(dirname "$0")/../tap.sh"
. "$TOP/tests/report.sh"
judge=${YG_SHARED:-$TOP/../shared}/validators/ooxml-check.sh
has() { "$python" -c "import $1" 2>/dev/null; }
find_python lxml
new_site "$scratch/site" small; cd "$scratch/site" || exit 1
public=out/public/d
releases="--release relief-recipients=$public/relief-recipients/latest --release relief-funds=$public/relief-funds/latest"
entered=$TOP/fixtures/entered/annual-report
# made NAME PERIOD OPTION...: as $scratch/NAME-PERIOD.
made() { name=$1 period=$2; shift 2; status 0 yg-report -q "$@" --period "$period" -o "$scratch/$name-$period" "$(spec_of "$name")"; }
valid() { sh "$judge" "$1" && ! sh "$judge" "$1" | grep -q INVALID; }
# opened FILE: LibreOffice makes a PDF of it, with pages.
opened() {
	timeout 120 soffice "-env:UserInstallation=file://$scratch/office" --headless --convert-to pdf --outdir "$scratch/opened" "$1" &&
		[ -s "$scratch/opened/$(basename "${1%.*}").pdf" ]
}
# same KIND NAME MODULE: a reader of that kind sees what the page says.
same_numbers() {
	text="$2.$1 holds the same numbers"
	case $1 in pdf) command -v pdftotext >/dev/null 2>&1 || { skip "$text" "no pdftotext"; return; } ;; esac
	if [ -n "$3" ] && ! has "$3"; then skip "$text" "no $3"; return; fi
	ok "$text" "$python" "$TOP/tests/proof/report-same-numbers.py" "$1" "$scratch/$2" "$2"
}

ok "the records" streams annual-report "$scratch/streams"
ok "the releases" yg -q run relief-recipients relief-funds relief-standards
ok "a year" status 0 report annual-report "$scratch/streams" --period 2024 --entered "$entered/2024.json" -o "$scratch/annual-report-2024"
ok "the year after it" status 0 report annual-report "$scratch/streams" --period 2025 --entered "$entered/2025.json" \
	--last "$scratch/annual-report-2024/annual-report-2024.json" -o "$scratch/annual-report-2025"
ok "a month" made civil-monthly 2026-09 $releases
ok "the month after it" made civil-monthly 2026-10 $releases --last "$scratch/civil-monthly-2026-09/civil-monthly-2026-09.json"
ok "a yearbook" made yearbook 2025 $releases --release relief-standards=$public/relief-standards/latest
for name in annual-report-2025 civil-monthly-2026-10 yearbook-2025; do
	same_numbers json $name
	same_numbers docx $name docx
	same_numbers xlsx $name openpyxl
	same_numbers pdf $name
	for kind in docx xlsx; do
		text="$name.$kind is valid against ISO 29500"
		if [ ! -f "$judge" ]; then skip "$text" "no schemas"
		elif ! command -v xmllint >/dev/null 2>&1; then skip "$text" "no xmllint"
		else ok "$text" valid "$scratch/$name/$name.$kind"; fi
		text="LibreOffice opens $name.$kind"
		if command -v soffice >/dev/null 2>&1
		then ok "$text" opened "$scratch/$name/$name.$kind"
		else skip "$text" "no soffice"; fi
	done
done

# One number changed in the page: every reader must say so.
page=$scratch/annual-report-2025/annual-report-2025
sed -i 's|\(id="表三/r1/总计"[^>]*><a[^>]*>\)|\19|' "$page.html"
for kind in json docx xlsx pdf; do
	case $kind in docx) module=docx ;; xlsx) module=openpyxl ;; *) module= ;; esac
	text="a changed number is seen against the $kind"
	if [ -n "$module" ] && ! has $module; then skip "$text" "no $module"; continue; fi
	ok "$text" sh -c "! '$python' '$TOP/tests/proof/report-same-numbers.py' $kind '$scratch/annual-report-2025' annual-report-2025 2>'$scratch/why' &&
		grep -q AssertionError '$scratch/why'"
done
finish
