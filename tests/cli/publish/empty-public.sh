# No folder is not the root of the machine.
. "$TOP/tests/release.sh"; make_release work
mkdir public
yg-publish --pass work.pass -p "" work
