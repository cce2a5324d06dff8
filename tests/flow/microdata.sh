#!/bin/sh
# A night that opens records: k, l and the risk counted again from the public files
# alone; the same bytes whatever the order; what is not safe enough is held.
. "$(dirname "$0")/../tap.sh"
command -v python3 >/dev/null || skip_all "no python3"

new_site "$scratch/site" small
cd "$scratch/site" || exit 1
ok "the night runs" status 0 yg -q run relief-households
release=$(readlink -f out/public/d/relief-households/latest)
audit=out/private/audit/relief-households.jsonl

counted() {
	python3 - "$release" <<-'P'
	import collections, csv, json, sys
	folder = sys.argv[1]
	package = json.load(open(folder + '/datapackage.json', encoding='utf-8'))
	said = dict(w.split('=') for w in package['microdata'].split(';'))
	fields = package['resources'][0]['schema']['fields']
	quasi = [f['name'] for f in fields if f['microdata'].startswith('quasi')]
	rows = list(csv.DictReader(open(folder + '/relief-households.csv', encoding='utf-8')))
	classes = collections.Counter(tuple(r[q] for q in quasi) for r in rows)
	values = collections.defaultdict(set)
	for r in rows:
	    if r['income']:
	        values[tuple(r[q] for q in quasi)].add(r['income'])
	assert len(rows) == int(said['records']) >= 1000, len(rows)
	assert min(classes.values()) >= int(said['k']) == 20, min(classes.values())
	assert all(len(values[c]) >= 3 for c in classes)
	assert 1 / min(classes.values()) <= float(said['risk']) + 1e-6 <= 0.05 + 1e-6
	assert said['grade'] == '3' and said['one_in'] == '2'
	P
}
ok "k, l, the risk and the grade are as the release says" counted

sampled() {
	tail -n 1 "$audit" | sed 's/.*"input":\([0-9]*\).*"sample":\([0-9]*\).*/\1 \2/' >"$scratch/numbers"
	read -r all drawn <"$scratch/numbers"
	[ $((drawn * 20)) -gt $((all * 9)) ] && [ $((drawn * 20)) -lt $((all * 11)) ]
}
ok "the sample is about one in two" sampled
ok "the README says k" grep -q 'k = 20' "$release/README.md"
ok "and that it is a sample" grep -q '每 2 抽 1' "$release/README.md"

# The same records backwards.
cd pipelines/relief-households || exit 1
yg-extract -q extract.json | yg-mask -q --to csv mask.json >"$scratch/masked.csv"
python3 - "$scratch" <<'P'
import json, sys
lines = open(sys.argv[1] + '/masked.csv', encoding='utf-8').read().splitlines()
with open(sys.argv[1] + '/backwards.csv', 'w', encoding='utf-8') as f:
    f.write('\n'.join(lines[:1] + lines[:0:-1]) + '\n')
fields = [{'name': n, 'type': 'int64' if n.endswith('num') else 'utf8' if n == 'household' else 'dict'}
          for n in lines[0].split(',')]
json.dump({'metadata': {'yg.state': 'masked', 'yg.dataset': 'relief-households'}, 'fields': fields},
          open(sys.argv[1] + '/schema.json', 'w'))
P
protect() { yg-protect -q --microdata protect.json --schema "$scratch/schema.json" --to csv "$@"; }
protect "$scratch/masked.csv" >"$scratch/forwards.out"
protect "$scratch/backwards.csv" >"$scratch/backwards.out"
ok "the order of the rows changes nothing" cmp "$scratch/forwards.out" "$scratch/backwards.out"
ok "it is what was published" cmp "$scratch/forwards.out" "$release/relief-households.csv"
cd ../..

sed -i 's/"k": 20/"k": 4000/' pipelines/relief-households/protect.json
approve relief-households
ok "out of reach: the night is held" status 79 yg run relief-households
ok "it says so" said 'no combination of levels is safe enough'
ok "the old release stands" test "$(readlink -f out/public/d/relief-households/latest)" = "$release"
finish
