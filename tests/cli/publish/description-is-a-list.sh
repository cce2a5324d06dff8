# A datapackage.json that is no object holds the release; so does a list where the period is looked for.
. "$TOP/tests/release.sh"; make_release work
mkdir public
echo '["name", "demo"]' >work/datapackage.json
yg-publish --pass work.pass -p public work; status=$?
echo '{"name": "demo", "temporal": ["period"], "resources": []}' >work/datapackage.json
yg-publish --pass work.pass -p public work; tree; exit $status
