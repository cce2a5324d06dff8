# A tiny site with closed values and a clean release beside it, for yg-inspect: source `.` this file.
. "$TOP/tests/site.sh"

inspect_site() {
	tiny_site; demo_database; tiny_pipeline
	echo '{ "key": "pseudonym" }' >pipelines/demo/inspect.json
	mkdir rel
	printf 'area,month,amount\r\n350524100,2026-01,620.00\r\n350524200,2026-02,0.50\r\n' >rel/demo.csv
	cat >rel/datapackage.json <<-'E'
	{ "name": "demo", "title": "示例",
	  "contributors": [ { "title": "示例县民政局", "email": "open@example.org" } ],
	  "resources": [ { "name": "demo", "path": "demo.csv", "format": "csv", "type": "table",
	    "schema": { "fields": [ {"name": "area"}, {"name": "month"}, {"name": "amount"} ] } } ] }
	E
	sums
}
# After every change of the release, but those that leave it wrong on purpose.
sums() { (cd rel && rm -f SHA256SUMS && sha256sum -- * >../SUMS && mv ../SUMS SHA256SUMS); }
inspect() { yg-extract -q --closed pipelines/demo/extract.json >closed && yg-inspect -q "$@" pipelines/demo/inspect.json rel <closed; }
