# Neither a table WITHOUT ROWID nor a view has row numbers.
. "$CASE/demo.inc"; demo
sqlite3 demo.db 'ALTER TABLE payment RENAME TO old; CREATE TABLE payment (n INTEGER PRIMARY KEY, hh TEXT, name TEXT, area TEXT, amount INTEGER, aid TEXT, day TEXT, month TEXT) WITHOUT ROWID; INSERT INTO payment SELECT * FROM old ORDER BY n DESC'
plan "$some"
extract -q -j 2
sqlite3 demo.db 'DROP TABLE payment; CREATE VIEW payment AS SELECT * FROM old'
extract -q
sqlite3 demo.db "UPDATE old SET amount = 'x' WHERE n = 3"
extract -q -o out.csv
