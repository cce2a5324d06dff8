# Several tables are no CSV.
. "$CASE/demo.inc"; demo
yg-extract --closed pipelines/demo/extract.json --to csv
