# A release that is whole: one line, status 0.
. "$CASE/demo.inc"; make_demo
yg-verify demo
