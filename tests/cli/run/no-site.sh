# No folder above holds config/site.json.
. "$TOP/tests/site.sh"; tiny_site; tiny_pipeline
mkdir -p away; rm config/site.json; yg -C away list; yg -C nowhere list
