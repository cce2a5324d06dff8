# A command is needed.
. "$TOP/tests/site.sh"; tiny_site; tiny_pipeline
yg
