# A report begins its pipeline, is packed and inspected, and counts what is masked.
. "$CASE/report.inc"; report_site
yg review yearly | sed -n '1,/^$/p' | head -n 2 | sed 's/policy  *[0-9a-f]*/policy/'; approve demo
at=pipelines/yearly
sed -i 's/"masked"/"raw"/' $at/report.json; yg review yearly >out; sed -i 's/"step": "raw"/"step": "masked"/' $at/report.json
sed -i 's/"pipeline": "demo"/"pipeline": "dmeo"/' $at/report.json; yg review yearly; yg check yearly; sed -i 's/dmeo/demo/' $at/report.json
sed -i 's/"title"/"releases": {"y": {}}, "title"/' $at/report.json; yg review yearly; sed -i 's/"releases": {"y": {}}, //' $at/report.json
approve; sed -i 's/"keep"/"drop"/' pipelines/demo/mask.json; yg review --list yearly | sed 's/[0-9-]*T[0-9:]*Z/TIME/'
approve; echo ' ' >>config/forms/yearly.json; yg review --list yearly | sed 's/[0-9-]*T[0-9:]*Z/TIME/'
cp $at/pipeline.json kept
sed -i 's/"in": "filled"/"in": "more"/; s/"release"/"more": {"run": "mask", "in": "filled", "config": "..\/demo\/mask.json"}, "release"/' $at/pipeline.json; yg list yearly
sed 's/{"run": "package", "in": "filled"}/{"run": "report", "in": "filled", "config": "report.json"}/' kept >$at/pipeline.json; yg list yearly
sed 's/"run": "package"/"documents": ["pdf"], "run": "package"/' kept >$at/pipeline.json; yg list yearly
