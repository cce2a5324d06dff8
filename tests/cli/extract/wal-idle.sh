# Reading a WAL file that nobody has open would leave two files beside it.
. "$CASE/demo.inc"; demo
sqlite3 demo.db 'PRAGMA journal_mode=WAL' >/dev/null
footprint >before
extract; status=$?
footprint >after; cmp before after
exit $status
