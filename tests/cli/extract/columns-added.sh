# A column without a mark sends the table back, wanted or not.
. "$CASE/demo.inc"; demo
sqlite3 demo.db 'ALTER TABLE payment ADD COLUMN phone TEXT; ALTER TABLE payment ADD COLUMN card TEXT'
plan "$some"
extract
