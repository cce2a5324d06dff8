# What would stop the night stops the check.
. "$CASE/demo.inc"; demo
sqlite3 demo.db 'ALTER TABLE payment ADD COLUMN phone TEXT'
extract --schema
