# The same for machines, with a name that would move a cursor.
. "$CASE/demo.inc"; demo
sqlite3 demo.db "ALTER TABLE payment ADD COLUMN \"a
$(printf '\033')[2J\" TEXT; ALTER TABLE payment DROP COLUMN aid"
plan "$some"
extract --log json
