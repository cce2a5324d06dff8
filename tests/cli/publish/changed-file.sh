# A file that is not as SHA256SUMS says holds the release.
. "$TOP/tests/release.sh"; make_release work
mkdir public
echo x >>work/demo.csv
yg-publish --pass work.pass -p public work; status=$?; tree; exit $status
