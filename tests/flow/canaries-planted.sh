#!/bin/sh
# Every canary of the fixtures, planted into a release by itself, is found by yg-inspect; a clean release is not held.
. "$(dirname "$0")/../tap.sh"
new_site "$scratch/site" tiny; cd "$scratch/site" || exit 1
yg-extract -q --closed pipelines/relief-funds/extract.json >closed
mkdir -p rel clean pipelines/planted
echo '{ "key": "pseudonym" }' >pipelines/planted/inspect.json
cat >rel/datapackage.json <<-'E'
{ "name": "relief-funds", "resources": [ { "name": "relief-funds", "path": "relief-funds.csv", "format": "csv", "type": "table",
  "schema": { "fields": [ {"name": "period"}, {"name": "amount"} ] } } ] }
E
printf 'period,amount\r\n2026-01,620.00\r\n2026-02,0.50\r\n' >rel/relief-funds.csv
cp rel/* clean/
n=0; while IFS= read -r line; do
	n=$((n + 1)); printf 'a,b,c\n1,%s,2\n' "$(printf '%s' "$line" | cut -f 2)" >"rel/$n.csv"
done <out/sources/canaries.txt
(cd rel && sha256sum -- * >../sums && mv ../sums SHA256SUMS)
(cd clean && sha256sum -- * >SHA256SUMS)
every_one() {
	python3 - "$n" <<-'E'
	import json, sys
	found = {f["file"] for f in json.load(open("report.json"))["findings"] if f["kind"] == "value"}
	missed = [i for i in range(1, int(sys.argv[1]) + 1) if f"{i}.csv" not in found]
	sys.exit(f"not found: canaries {missed}" if missed else 0)
	E
}
no_value_is_told() { cut -f 2 out/sources/canaries.txt >values; ! grep -qF -f values "$scratch/said" report.json; }

ok "a release without them passes" status 0 yg-inspect -q pipelines/planted/inspect.json clean <closed
ok "with them it is held" status 79 yg-inspect -q --report report.json pipelines/planted/inspect.json rel <closed
ok "there are canaries" test "$n" -gt 60
ok "every one is found" every_one
ok "no message and no report holds one" no_value_is_told
finish
