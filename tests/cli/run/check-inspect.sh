# What yg-inspect would refuse in the night is found before; a file that is gone is told once.
. "$TOP/tests/site.sh"; tiny_site; tiny_pipeline; demo_database
echo '{ "kee": "pseudonym" }' >pipelines/demo/inspect.json
approve 2>/dev/null
yg check; echo $?
rm config/fields/demo.json
yg check; echo $?
