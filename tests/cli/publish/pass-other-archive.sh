# The archive was exchanged after the inspection: SHA256SUMS does not name it, the pass does.
. "$TOP/tests/release.sh"; make_release work
mkdir public
echo x >>work/demo.zip; (cd work && sha256sum demo.zip >demo.zip.sha256)
yg-publish --pass work.pass -p public work; status=$?; tree; exit $status
