# An inspection that had no value to look for vouches for nothing.
. "$TOP/tests/release.sh"; make_release work
mkdir public
sed -i 's/"values": 7/"values": 0/' work.pass
yg-publish --pass work.pass -p public work; status=$?; tree; exit $status
