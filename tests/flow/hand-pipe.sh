#!/bin/sh
# The pipe that a person types gives the same bytes as yg run.
. "$(dirname "$0")/../tap.sh"

site=$scratch/site
new_site "$site" tiny
cd "$site" || exit 1
ok "yg run" status 0 yg run
p=pipelines/relief-recipients q=pipelines/relief-funds
ok "the pipe by hand" sh -c "
	yg-extract $q/extract.json | yg-mask $q/mask.json | yg-aggregate $q/aggregate.json >$scratch/funds.cells &&
	yg-extract $p/extract.json | yg-mask $p/mask.json | yg-aggregate $p/aggregate.json |
	yg-protect --with $scratch/funds.cells --audit $scratch/audit $p/protect.json | yg-package $p/package.json -o $scratch/release"
ok "has the same bytes" same "$(fingerprint "$scratch/release")" "$(fingerprint "$(readlink -f out/public/d/relief-recipients/latest)")"
ok "and the same audit" cmp "$scratch/audit" out/private/audit/relief-recipients.jsonl
ok "the inspection by hand gives a pass" sh -c "
	yg-extract --closed $p/extract.json | yg-inspect --pass $scratch/pass.json $p/inspect.json $scratch/release"
ok "by which yg-publish takes it" yg-publish --pass "$scratch/pass.json" -p "$scratch/public" "$scratch/release"
ok "to where yg run put it" same "$(fingerprint "$scratch/public/d/relief-recipients")" "$(fingerprint out/public/d/relief-recipients)"
ok "two connections read the same" sh -c "
	yg-extract --jobs 2 $p/extract.json >$scratch/two && yg-extract $p/extract.json | cmp - $scratch/two"
finish
