# What is masked already is not masked again: a stage was called twice or out of order.
. "$TOP/tests/site.sh"; tiny_site; raw_csv
sed -i 's/"yg.state": "raw"/"yg.state": "cells"/' raw.json
echo '{ "columns": {} }' >pipelines/demo/mask.json
yg-mask --schema raw.json --to csv pipelines/demo/mask.json raw.csv
