# A release that was packed anew after it was inspected.
. "$TOP/tests/release.sh"; make_release work
mkdir public
echo 3,4 >>work/demo.csv; (cd work && sha256sum datapackage.json demo.csv >SHA256SUMS)
yg-publish --pass work.pass -p public work; status=$?; tree; exit $status
