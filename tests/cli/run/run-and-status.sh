# A night, and what is known of it; times of day are cut out.
. "$TOP/tests/site.sh"; tiny_site; tiny_pipeline
demo_database
id() { sed -E 's/20[0-9-]*T[0-9:]*Z/TIME/; s/-[0-9a-f]{12}/-DIGEST/'; }
approve; yg run demo | id && yg status demo | id
