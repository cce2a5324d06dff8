# Nothing is written to the source or beside it, however it is read.
. "$CASE/demo.inc"; demo
footprint >before
extract -q -j 4 >/dev/null; extract --explain >/dev/null; extract -q --digest >/dev/null
plan '"join": [{"table": "household", "on": {"kind": "payment.hh"}, "missing": "null", "many": true}], '"$all"
extract -q >/dev/null
footprint >after; cmp before after && echo untouched
