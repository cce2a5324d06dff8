# A name becomes a folder: it cannot climb out of the tree.
. "$TOP/tests/release.sh"; make_release work
mkdir public
sed -i 's/"demo"/"..\/demo"/' work/datapackage.json
yg-publish --pass work.pass -p public work; status=$?; tree; exit $status
