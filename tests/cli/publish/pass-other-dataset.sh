# A pass for another dataset.
. "$TOP/tests/release.sh"; make_release work
mkdir public
make_pass work other
yg-publish --pass work.pass -p public work; status=$?; tree; exit $status
