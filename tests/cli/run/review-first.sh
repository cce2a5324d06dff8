# Before the first review the whole policy is shown, invisible characters included.
. "$TOP/tests/site.sh"; tiny_site; tiny_pipeline
printf '{ "columns": { "area": {"treatment": "level", "level": "county"}, "amount": {"treatment": "keep"},\n "month": {"treatment": "keep\342\200\256"} } }\n' >pipelines/demo/mask.json
yg review demo; yg run demo
