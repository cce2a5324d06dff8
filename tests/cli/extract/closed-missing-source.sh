# A source with a register must be there; one without is passed over.
. "$CASE/demo.inc"; demo
echo '{ "demo": {"label": "示例库", "driver": "sqlite", "path": "demo.db"}, "other": {"label": "别库", "driver": "sqlite", "path": "other.db"} }' >config/sources.json
yg-extract --closed pipelines/demo/extract.json -v >values && echo passed over
sed 's/"demo"/"other"/' config/fields/demo.json >config/fields/other.json
yg-extract --closed pipelines/demo/extract.json -o values2
status=$?; ls values*; exit $status
