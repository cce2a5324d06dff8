# A pipeline that is not there.
. "$TOP/tests/site.sh"; tiny_site; tiny_pipeline
yg list dmeo
