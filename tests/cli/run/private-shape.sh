# What has no "publish" is an extract and a mask, and nothing else.
. "$TOP/tests/site.sh"; tiny_site; tiny_pipeline; demo_database
as() { printf '{ "label": "内部", "steps": { %s }%s }\n' "$1" "${2:-}" >pipelines/demo/pipeline.json; yg check demo 2>&1; echo $?; }
raw='"raw": {"run": "extract"}' masked='"masked": {"run": "mask", "in": "raw"}'
as "$raw"
as "$raw, $masked, \"release\": {\"run\": \"package\", \"in\": \"masked\"}, \"seen\": {\"run\": \"inspect\", \"in\": \"release\"}"
as "$raw, \"again\": {\"run\": \"extract\", \"in\": \"raw\"}"
as "$raw, \"release\": {\"run\": \"package\", \"in\": \"raw\"}"
as "$raw, $masked" ', "gate": {"min_rows": 1}'
as "$raw, $masked" ', "headline": {"area": "350524100"}'
rm -r pipelines/demo/package.json; as "$raw, $masked"; yg run 2>&1; echo $?
