# Money that has become text, a date that has become a number.
. "$CASE/demo.inc"; demo
sqlite3 demo.db 'DROP TABLE payment; CREATE TABLE payment (n INTEGER PRIMARY KEY, hh TEXT, name TEXT, area TEXT, amount VARCHAR(50), aid TEXT, day INTEGER, month TEXT)'
plan "$some"
extract
