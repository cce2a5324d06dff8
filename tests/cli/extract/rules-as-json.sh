# The run report gets every count by its key.
aid_rules='"on_bad_value": "null"'
. "$CASE/demo.inc"; demo
sqlite3 demo.db "UPDATE payment SET aid = 'x' WHERE n < 3"
plan '"columns": ["payment.aid"]'
extract --log json
