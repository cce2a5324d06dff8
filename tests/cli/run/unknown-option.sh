# In a bundle of letters the wrong one is named.
. "$TOP/tests/site.sh"; tiny_site; tiny_pipeline
yg -kZq list
