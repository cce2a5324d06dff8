#!/bin/sh
# The DOCX and XLSX of a report before other judges: the schemas of ISO 29500 transitional, openpyxl
# and python-docx, which must see every cell as it was written.
. "$(dirname "$0")/../tap.sh"
PROOF=${PROOF:-$TOP/build/release/proof}
judge=${YG_SHARED:-$TOP/../shared}/validators/ooxml-check.sh
# Debian's own: python3-openpyxl and python3-docx are its packages.
python=/usr/bin/python3
has() { "$python" -c "import $1" 2>/dev/null; }
valid() { sh "$judge" "$1" && ! sh "$judge" "$1" | grep -q INVALID; }

ok "documents are printed" "$PROOF/print_docs" "$scratch"
for name in report mixed; do
	for kind in docx xlsx; do
		text="$name.$kind is valid against ISO 29500"
		if [ ! -f "$judge" ]; then skip "$text" "no schemas"
		elif ! command -v xmllint >/dev/null 2>&1; then skip "$text" "no xmllint"
		else ok "$text" valid "$scratch/$name.$kind"; fi
	done
	text="openpyxl sees every cell of $name.xlsx"
	if has openpyxl
	then ok "$text" "$python" "$TOP/tests/proof/office.py" xlsx "$scratch" "$name"
	else skip "$text" "no openpyxl"; fi
	text="python-docx sees every cell of $name.docx"
	if has docx
	then ok "$text" "$python" "$TOP/tests/proof/office.py" docx "$scratch" "$name"
	else skip "$text" "no python-docx"; fi
done
finish
