# A pass that is not there.
. "$TOP/tests/release.sh"; make_release work
mkdir public
rm work.pass
yg-publish --pass work.pass -p public work; status=$?; tree; exit $status
