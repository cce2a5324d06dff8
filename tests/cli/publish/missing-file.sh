# A file that is gone holds the release.
. "$TOP/tests/release.sh"; make_release work
mkdir public
rm work/demo.csv
yg-publish --pass work.pass -p public work; status=$?; tree; exit $status
