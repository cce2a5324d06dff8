# A source that sources.json does not have.
. "$CASE/demo.inc"; demo
echo '{ "dataset": "demo", "source": "dmeo", "from": "payment", "columns": ["payment.n"] }' >pipelines/demo/extract.json
extract 2>err.txt; status=$?
sed "s|$PWD/||" err.txt >&2; exit $status
