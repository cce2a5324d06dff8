# A suppressed cell stays missing in whatever is reckoned from it; a release that is not whole is none.
. "$CASE/desk.inc"
things && entered 7 问题是有的。
mkdir people
printf 'town,period,persons,persons_status\nA,2025,120,\nB,2025,,c\nC,2025,,x\n_T,2025,124,\n' >people/people.csv
# seal: the release's digests fit its files.
seal() {
	printf '{"name":"people","resources":[{"name":"people","path":"people.csv","format":"csv","type":"table","hash":"sha256:%s","schema":{"fields":[{"name":"town","type":"string"},{"name":"period","type":"string"},{"name":"persons","type":"integer"},{"name":"persons_status","type":"string"}],"primaryKey":["town","period"]}}]}' \
		"$(sha256sum <people/people.csv | cut -c1-64)" >people/datapackage.json
	(cd people && sha256sum people.csv datapackage.json >SHA256SUMS)
}
seal
cell() { printf '{"name": "%s", "label": "%s", "unit": "人", "cell": {"of": "people", "measure": "persons", "at": {"town": "%s", "period": "{period}"}}}' "$1" "$1" "$2"; }
figures="$(cell a A), $(cell b B), $(cell none C), $(cell all _T),
	{\"name\": \"sum\", \"label\": \"sum\", \"unit\": \"人\", \"add\": [\"a\", \"b\"]}, {\"name\": \"rest\", \"label\": \"rest\", \"unit\": \"人\", \"add\": [\"all\", \"-b\"]},
	{\"name\": \"share\", \"label\": \"share\", \"unit\": \"%\", \"percent\": [\"b\", \"all\"], \"scale\": 1}, {\"name\": \"of\", \"label\": \"of\", \"unit\": \"%\", \"percent\": [\"a\", \"b\"], \"scale\": 1},
	{\"name\": \"whole\", \"label\": \"whole\", \"unit\": \"%\", \"percent\": [\"a\", \"all\"], \"scale\": 1},"
awk -v f="$figures" '{ i = index($0, "\"figures\": ["); if (i) $0 = substr($0, 1, i + 11) f substr($0, i + 12); sub(/"records":/, "\"releases\": {\"people\": {\"pipeline\": \"people\"}},\n  &"); print }' \
	pipelines/small/report.json >report.json && mv report.json pipelines/small/report.json
figures() { report --records things=things.arrows --release people=people --entered entered.json --figures; }
figures >figures.json; echo $?
python3 -c '
import json
for f in json.load(open("figures.json"))["figures"]:
    if f["name"] in ("a", "b", "none", "all", "sum", "rest", "share", "of", "whole"):
        print(f["name"], f["state"], f.get("value", "-"), f.get("why", ""))'
sed -i 's/124/125/' people/people.csv
figures; echo a changed table $?
seal; sed -i 's/people.csv","format"/people.csv", "format"/' people/datapackage.json
figures; echo a changed description $?
seal; rm people/SHA256SUMS
figures; echo without digests $?
rm -r people
figures; echo without the release $?
