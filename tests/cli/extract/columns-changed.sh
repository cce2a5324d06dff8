# All differences of all tables that are used, at once.
. "$CASE/demo.inc"; demo
sqlite3 demo.db 'ALTER TABLE payment RENAME COLUMN area TO region; ALTER TABLE payment DROP COLUMN amount; ALTER TABLE payment ADD COLUMN amount VARCHAR(50); DROP TABLE household'
plan '"join": [{"table": "household", "on": {"hh": "payment.hh"}}], '"$some"
extract
