# The dataset that is expected, and no other.
. "$TOP/tests/release.sh"; make_release work
mkdir public
yg-publish --pass work.pass -p public --dataset demo work; yg-publish --pass work.pass -p public -d other work; status=$?; tree; exit $status
