# A name cannot leave the folder of pipelines.
. "$TOP/tests/site.sh"; tiny_site; tiny_pipeline
yg run ../demo
