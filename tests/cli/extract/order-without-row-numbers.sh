# Rows of a view come in the same order whatever order the tables behind it keep,
# also where the register's order columns do not tell them apart.
. "$CASE/demo.inc"; demo
sqlite3 demo.db 'CREATE TABLE a AS SELECT * FROM payment; UPDATE a SET n = 1; DROP TABLE payment; CREATE VIEW payment AS SELECT * FROM a'
plan '"columns": ["payment.n", "payment.name", "payment.amount", "payment.month"]'
extract -q | tee one
sqlite3 demo.db 'CREATE TABLE b AS SELECT * FROM a ORDER BY rowid DESC; DELETE FROM a; INSERT INTO a SELECT * FROM b'
extract -q | cmp - one
sqlite3 demo.db 'DROP VIEW payment; CREATE TABLE payment (n INTEGER, hh TEXT, name TEXT, area TEXT, amount INTEGER, aid TEXT, day TEXT, month TEXT, PRIMARY KEY (month DESC, amount DESC, n)) WITHOUT ROWID; INSERT INTO payment SELECT n, hh, name, area, ifnull(amount, 0), aid, day, month FROM a; UPDATE a SET amount = ifnull(amount, 0)'
extract -q >two
sqlite3 demo.db 'DROP TABLE payment; CREATE VIEW payment AS SELECT * FROM a'
extract -q | cmp - two
