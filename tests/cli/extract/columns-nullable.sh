# NOT NULL has come for one column and gone for another.
. "$CASE/demo.inc"; month_rules='"nullable": false'; demo
sqlite3 demo.db 'DROP TABLE payment; CREATE TABLE payment (n INTEGER PRIMARY KEY, hh TEXT NOT NULL, name TEXT, area TEXT, amount INTEGER, aid TEXT, day TEXT, month TEXT)'
plan "$some"
extract
