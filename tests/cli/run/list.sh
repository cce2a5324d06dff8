# The pipelines of the site and their stages; a folder without pipeline.json is none.
. "$TOP/tests/site.sh"; tiny_site; tiny_pipeline
mkdir pipelines/notes
yg list
