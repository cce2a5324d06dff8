# Nothing is published without a pass.
. "$TOP/tests/release.sh"; make_release work
mkdir public
yg-publish -p public work; status=$?; tree; exit $status
