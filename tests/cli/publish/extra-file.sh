# A file that SHA256SUMS does not list holds the release.
. "$TOP/tests/release.sh"; make_release work
mkdir public
echo x >work/notes.txt
yg-publish --pass work.pass -p public work; status=$?; tree; exit $status
