# An empty table gives a header and no rows, by any number of connections.
. "$CASE/demo.inc"; demo
sqlite3 demo.db 'DELETE FROM payment'
extract; extract -j 2
