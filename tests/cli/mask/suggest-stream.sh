# From a stream: types, labels and the table's name are known.
. "$TOP/tests/site.sh"; tiny_site; demo_database; tiny_pipeline
yg-extract -q --to stream pipelines/demo/extract.json | yg-mask --suggest
