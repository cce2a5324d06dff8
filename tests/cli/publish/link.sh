# A link could lead anywhere.
. "$TOP/tests/release.sh"; make_release work
mkdir public
ln -s /etc/hostname work/host
yg-publish --pass work.pass -p public work; status=$?; tree; exit $status
