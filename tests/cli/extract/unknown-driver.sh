# A driver that nobody has written.
. "$CASE/demo.inc"; demo
echo '{ "demo": {"label": "示例库", "driver": "oracle", "path": "demo.db"} }' >config/sources.json
extract 2>err.txt; status=$?
sed "s|$PWD/||" err.txt >&2; exit $status
