# Half a pass.
. "$TOP/tests/release.sh"; make_release work
mkdir public
head -c 60 work.pass >half && mv half work.pass
yg-publish --pass work.pass -p public work; status=$?; tree; exit $status
