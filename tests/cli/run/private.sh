# A pipeline without "publish" is for reports: it is listed and checked, left out of a night and
# of the status, refused by name.
. "$CASE/reviewers.inc"; . "$TOP/tests/site.sh"; tiny_site; tiny_pipeline; demo_database
mkdir pipelines/inside; cp pipelines/demo/extract.json pipelines/demo/mask.json pipelines/inside/
echo '{ "label": "内部", "steps": { "raw": {"run": "extract"}, "masked": {"run": "mask", "in": "raw"} } }' >pipelines/inside/pipeline.json
yg list; approve; yg check
yg run -v 2>&1 | grep inside; ls public/d; yg status | cut -d ' ' -f 1; yg run inside; echo $?
sed -i 's/"area": {"treatment": "keep"}, //' pipelines/inside/mask.json; yg check inside; echo $?
yg review --list | no_time
