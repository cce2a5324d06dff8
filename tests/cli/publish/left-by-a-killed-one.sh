# What a publisher that was killed left unfinished is removed by the next.
. "$TOP/tests/release.sh"; make_release work
mkdir -p public/d/demo/.2026-03-123.999999999.tmp
yg-publish -q --pass work.pass -p public work && tree
