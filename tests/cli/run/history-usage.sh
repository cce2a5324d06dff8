# Options that are for one command.
. "$TOP/tests/site.sh"; tiny_site; tiny_pipeline
yg status --rebuild; echo $?
yg history --as-of 2026-10-31; echo $?
yg run --as-of 31.10.2026; echo $?
yg --sign first history; echo $?
