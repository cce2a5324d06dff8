# A release appears under its id, and the alias leads to it.  Again: nothing changes.
. "$TOP/tests/release.sh"; make_release work
mkdir public
yg-publish --pass work.pass -p public work && tree && readlink public/d/demo/latest && yg-publish --pass work.pass -p public work
