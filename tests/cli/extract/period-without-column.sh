# --period needs a column to work on.
. "$CASE/demo.inc"; demo
extract --period 2026-01/2026-02
