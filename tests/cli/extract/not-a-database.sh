# A file that is something else.
. "$CASE/demo.inc"; demo
seq 1000 >demo.db
extract
