# The nearest command is named.
. "$TOP/tests/site.sh"; tiny_site; tiny_pipeline
yg lsit
