# A full disk is an error, not an end.
. "$CASE/demo.inc"; demo
extract -q >/dev/full
