# A step's file that is not there.
. "$TOP/tests/site.sh"; tiny_site; tiny_pipeline
rm pipelines/demo/mask.json
yg run demo
