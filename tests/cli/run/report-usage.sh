# What is asked of a report that cannot be.
. "$CASE/report.inc"; report_site
yg report; yg list yearly
yg report demo 2025; yg report 2025-Q3; yg report yearly 2025 extra; yg report yearly 2025-13; yg report demo
yg report 25 --draft
yg report yearly --draft; yg report yearly --sign first; yg report yearly 2025 --draft --demo
yg report yearly 2025 --sign maybe; yg report yearly 2025 --sign first; yg report --as x yearly 2025
yg report --period 2025-01 yearly 2025; yg run --draft; yg report --keys
mkdir -p private/entered/yearly; touch private/entered/yearly/2025.json private/entered/yearly/2025.xlsx
yg report yearly 2025
rm -r private/entered; yg report yearly 2025
yg run yearly; yg trace; yg trace yearly/2025; yg trace demo/2025/x; yg trace yearly/2025/x
