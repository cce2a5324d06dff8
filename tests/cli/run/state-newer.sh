# A state of a newer yg is left alone; one of the version before is brought up.
. "$TOP/tests/site.sh"; tiny_site; tiny_pipeline; demo_database; approve 2>/dev/null
yg -q run >/dev/null
sqlite3 state/yg.db 'PRAGMA user_version = 9'
yg run; echo $?
yg check; echo $?
yg status; echo $?
sqlite3 state/yg.db 'DROP TABLE exposure; PRAGMA user_version = 1'
yg check; yg -q run | sed 1q; sqlite3 state/yg.db 'PRAGMA user_version; SELECT count(*) > 0 FROM exposure'
