# What an allowed column holds may stand anywhere in the release; another value of the kind may not.
. "$TOP/tests/inspect.sh"; inspect_site
sed -i 's/{"name": "month"}/{"name": "phone"}/' rel/datapackage.json
printf 'area,phone,amount\r\n350524100,13912345678,620.00\r\n' >rel/demo.csv
echo '电话：139-1234-5678' >rel/README.md; sums
inspect; echo $?
echo '{ "key": "pseudonym", "allow": [ { "column": "phone", "kinds": ["mobile"], "basis": "条例" } ] }' >pipelines/demo/inspect.json
inspect; echo $?
echo '电话：139-1234-5679' >>rel/README.md; sums
inspect; echo $?
