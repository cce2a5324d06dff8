# A site without pipelines: a night that does nothing must not look good.
. "$TOP/tests/site.sh"; tiny_site; tiny_pipeline
rm -r pipelines/demo
yg list
