# The dataset that is expected, and no other.
. "$TOP/tests/release.sh"; make_release work
mkdir public
yg-publish -p public --dataset demo work; yg-publish -p public -d other work; status=$?; tree; exit $status
