#!/bin/sh
# Other people's programs judge what a report looks like: a browser with axe-core (WCAG 2.1 AA,
# requests, scripts, width of a telephone), the W3C's checker, poppler.  PROOF is the folder of
# write_pages, VAL_NODE_MODULES one that holds playwright-core, axe-core and vnu-jar.
. "$(dirname "$0")/../tap.sh"
axe=$TOP/../shared/validators/axe.mjs
: "${VAL_NODE_MODULES:=$TOP/../shared/validators/node_modules}"
export VAL_NODE_MODULES
mkdir "$scratch/pages" && "$PROOF/write_pages" "$scratch/pages" || exit 1

if [ -f "$axe" ] && [ -d "$VAL_NODE_MODULES/axe-core" ] && [ -x /usr/bin/chromium ]
then ok "axe-core finds nothing in the pages" node "$axe" "$scratch/pages"
else skip "axe-core finds nothing in the pages" "no axe.mjs with its packages, or no chromium"; fi

vnu=$VAL_NODE_MODULES/vnu-jar/build/dist/vnu.jar
# silent COMMAND...: succeeds and says nothing.
silent() { "$@" >"$scratch/vnu" 2>&1 && [ ! -s "$scratch/vnu" ] || { cat "$scratch/vnu"; return 1; }; }
for page in report.html hostile.html charts.svg; do
	if [ -f "$vnu" ] && command -v java >/dev/null
	then ok "$page is valid" silent java -jar "$vnu" --also-check-svg "$scratch/pages/$page"
	else skip "$page is valid" "no vnu.jar or no java"; fi
done

# says PATTERN COMMAND...
says() { pattern=$1; shift; "$@" 2>&1 | grep -qE -- "$pattern" || { "$@"; return 1; }; }
if command -v pdfinfo >/dev/null; then
	ok "the PDF is tagged" says 'Tagged: *yes' pdfinfo "$scratch/pages/report.pdf"
	ok "the PDF holds no time" says '^0$' sh -c "pdfinfo '$scratch/pages/report.pdf' | grep -c Date || :"
	ok "every font is embedded" says '^0$' \
		sh -c "pdffonts '$scratch/pages/report.pdf' | tail -n +3 | awk '\$(NF-4) != \"yes\"' | wc -l"
	ok "table three reads as a table" says '13,612 +252 +0 +45 +128 +32 +14,069' \
		pdftotext -layout "$scratch/pages/report.pdf" -
	ok "its structure names heads and data" says '^ +TH' pdfinfo -struct "$scratch/pages/report.pdf"
else
	skip "the PDF reads as it should" "no poppler-utils"
fi
finish
