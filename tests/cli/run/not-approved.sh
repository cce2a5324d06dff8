# Nothing runs before two persons have agreed; what was public stays.
. "$TOP/tests/site.sh"; tiny_site; tiny_pipeline; demo_database
yg run demo; echo $?
yg status | sed "s/20[0-9-]*T[0-9:]*Z/TIME/"; ls public work
