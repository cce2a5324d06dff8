# A view says nothing about NULL, and every value is checked all the same.
. "$CASE/demo.inc"; month_rules='"nullable": false'; demo
sqlite3 demo.db 'ALTER TABLE payment RENAME TO old; CREATE VIEW payment AS SELECT * FROM old; UPDATE old SET month = NULL WHERE n = 3'
plan '"columns": ["payment.n", "payment.month"]'
extract
