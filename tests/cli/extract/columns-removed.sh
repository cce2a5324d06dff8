# A column that is gone, though nobody asks for it.
. "$CASE/demo.inc"; demo
sqlite3 demo.db 'ALTER TABLE payment DROP COLUMN name'
plan "$some"
extract
