# A second line for one file does not vouch for another.
. "$TOP/tests/release.sh"; make_release work
mkdir public
echo x >work/notes.txt; (cd work && cat SHA256SUMS SHA256SUMS >sums && mv sums SHA256SUMS)
yg-publish --pass work.pass -p public work; status=$?; tree; exit $status
