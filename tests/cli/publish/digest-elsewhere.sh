# A line that names a file elsewhere.
. "$TOP/tests/release.sh"; make_release work
mkdir public
echo "$(sha256sum work/demo.csv | cut -c 1-64)  ../work/demo.csv" >>work/SHA256SUMS
yg-publish --pass work.pass -p public work; status=$?; tree; exit $status
