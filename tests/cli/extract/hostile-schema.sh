# A file cannot run what its maker put into its schema.
. "$CASE/demo.inc"; demo
sqlite3 demo.db "ALTER TABLE payment RENAME TO old; CREATE VIEW payment AS SELECT n, hh, name, area, load_extension('./evil.so') AS amount, aid, day, month FROM old"
plan "$some"
extract -o out.csv
