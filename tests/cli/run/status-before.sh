# No run yet.
. "$TOP/tests/site.sh"; tiny_site; tiny_pipeline
yg status
