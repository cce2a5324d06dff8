# Everything is checked and no row is written; tables without a mark are told.
. "$CASE/demo.inc"; demo
sqlite3 demo.db "CREATE TABLE visits (x TEXT); CREATE VIEW owners AS SELECT hh FROM household; UPDATE payment SET area = 'nowhere'"
extract --schema
yg-extract pipelines/demo/extract.json --schema -q -o demo.stream && wc -c <demo.stream | awk '{ print ($1 > 1000) }'
