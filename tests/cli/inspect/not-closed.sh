# The stream of a mere dataset does not hold every closed value: no pass by it.
. "$TOP/tests/inspect.sh"; inspect_site
yg-extract -q pipelines/demo/extract.json | yg-inspect -q --pass pass.json pipelines/demo/inspect.json rel
status=$?; ls pass.json 2>&1; exit $status
