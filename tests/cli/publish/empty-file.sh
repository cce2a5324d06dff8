# An empty file is never published, even with a right digest.
. "$TOP/tests/release.sh"; make_release work
mkdir public
: >work/demo.csv; (cd work && sha256sum datapackage.json demo.csv >SHA256SUMS)
yg-publish --pass work.pass -p public work; status=$?; tree; exit $status
