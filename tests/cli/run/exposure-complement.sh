# Two datasets mask the same identity number, each in a way that would do alone; the second would show it.
. "$TOP/tests/site.sh"; tiny_site; tiny_pipeline
demo_database; echo '{ "key": "pseudonym" }' >pipelines/demo/inspect.json
sed -i '/"id_no"/ s/"class": "direct", "openness": "closed"/"class": "plain", "openness": "open"/' config/fields/demo.json
sed -i 's/"payment.area", "payment.amount"/"payment.id_no", "payment.amount"/' pipelines/demo/extract.json
masked() {
	echo '{ "columns": { "id_no": {"treatment": "mask", "keep_first": '"$2"', "keep_last": '"$3"'},
	  "amount": {"treatment": "keep"}, "month": {"treatment": "keep"} } }' >pipelines/$1/mask.json
}
cp -r pipelines/demo pipelines/more
sed -i 's/"name": "demo"/"name": "more"/' pipelines/more/package.json
sed -i 's/"dataset": "demo"/"dataset": "more"/' pipelines/more/extract.json
masked demo 6 0; masked more 0 4
approve 2>/dev/null
yg run demo | sed -E 's/-[0-9a-f]{12}/-DIGEST/'
yg run more; echo "status $?"; ls public/d
# The same again adds nothing; nor does what is public go away with its release.
yg run demo | sed -E 's/-[0-9a-f]{12}/-DIGEST/'
chmod -R u+w public && rm -r public/d/demo pipelines/demo
yg run more
