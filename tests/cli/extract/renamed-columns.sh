# Only the columns asked for, in the order asked for, one of them twice.
. "$CASE/demo.inc"; demo
plan '"columns": [{"column": "payment.amount", "as": "money"}, "payment.n", {"column": "payment.amount", "as": "again"}]'
extract -q
