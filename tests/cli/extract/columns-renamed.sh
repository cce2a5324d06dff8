# Renamed in its place, and in another place under nearly the same name.
. "$CASE/demo.inc"; demo
sqlite3 demo.db 'ALTER TABLE payment RENAME COLUMN area TO cun; ALTER TABLE payment RENAME COLUMN hh TO h; ALTER TABLE payment DROP COLUMN month; ALTER TABLE payment ADD COLUMN card TEXT; ALTER TABLE payment ADD COLUMN months TEXT'
plan "$some"
extract
