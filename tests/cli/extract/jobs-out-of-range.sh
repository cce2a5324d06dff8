# A number of connections that makes no sense.
. "$CASE/demo.inc"; demo
extract -j 0
