# A period that is none is held.
. "$TOP/tests/release.sh"; make_release work
mkdir public
sed -i 's#2026-01/2026-03#x/../../y#' work/datapackage.json; (cd work && sha256sum datapackage.json demo.csv >SHA256SUMS)
yg-publish --pass work.pass -p public work; status=$?; tree; exit $status
