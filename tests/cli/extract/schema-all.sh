# With --closed all tables of all sources are checked.
. "$CASE/demo.inc"; demo
sqlite3 demo.db 'ALTER TABLE household ADD COLUMN owner TEXT'
yg-extract --closed --schema pipelines/demo/extract.json
