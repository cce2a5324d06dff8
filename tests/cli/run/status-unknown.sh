# No history of what is not there.
. "$TOP/tests/site.sh"; tiny_site; tiny_pipeline
mkdir state; yg run demo 2>/dev/null; yg status dmeo
