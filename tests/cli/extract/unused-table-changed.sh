# A table that the plan does not use may change.
. "$CASE/demo.inc"; demo
sqlite3 demo.db 'DROP TABLE household; CREATE TABLE other (x)'
plan "$some"
extract -q
