# Several papers: each by its name, and one line with the sum at the end; more than there is room for are refused.
. "$CASE/published.inc"
true_figures >one.spec; published one
{ true_figures; echo 表三/r1 1 0 0 0 0 0 3; } >two.spec; published two
yg-report -q --check one.docx two.html one.csv; echo "exit $?"
yg-report -q --check --to json one.docx two.html | grep -E '^  "(name|error)"'
files=
while [ ${#files} -lt 520 ]; do files="$files one.csv"; done
yg-report -q --check $files; echo "exit $?"
