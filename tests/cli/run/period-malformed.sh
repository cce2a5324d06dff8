# The period goes to the extract, which says what is wrong with it.
. "$TOP/tests/site.sh"; tiny_site; tiny_pipeline
demo_database
approve; yg --period 2026-13 run demo
