# What belongs to one dataset has no meaning here.
. "$CASE/demo.inc"; demo
yg-extract --closed pipelines/demo/extract.json --period 2026-01/2026-02
