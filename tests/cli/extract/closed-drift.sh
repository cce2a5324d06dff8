# No table may have changed, whoever uses it; what was there before stays.
. "$CASE/demo.inc"; demo
sqlite3 demo.db 'ALTER TABLE household ADD COLUMN owner TEXT; ALTER TABLE payment ADD COLUMN phone TEXT'
echo before >values
yg-extract --closed pipelines/demo/extract.json -o values
status=$?; cat values; exit $status
