# An empty file is no empty database.
. "$CASE/demo.inc"; demo
: >demo.db
extract
