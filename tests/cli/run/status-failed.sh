# A failed night is remembered with its message.
. "$TOP/tests/site.sh"; tiny_site; tiny_pipeline
approve; yg run demo; echo $?
yg status | sed 's/20[0-9-]*T[0-9:]*Z/TIME/'
