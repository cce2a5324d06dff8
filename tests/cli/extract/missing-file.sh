# A source that is not there.
. "$CASE/demo.inc"; demo
rm demo.db
extract
