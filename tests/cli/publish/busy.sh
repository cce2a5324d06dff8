# Another publisher at work on the dataset.
. "$TOP/tests/release.sh"; make_release work
mkdir public
mkdir -p public/d/demo; exec 9<public/d/demo; flock 9; yg-publish --pass work.pass -p public work; status=$?; tree; exit $status
