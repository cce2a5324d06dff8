#!/bin/sh
# The pipe that a person types gives the same bytes as yg run.
. "$(dirname "$0")/../tap.sh"

site=$scratch/site
new_site "$site" tiny
cd "$site" || exit 1
ok "yg run" status 0 yg run
p=pipelines/relief-recipients
ok "the pipe by hand" sh -c "
	yg-extract $p/extract.json | yg-mask $p/mask.json | yg-aggregate $p/aggregate.json |
	yg-protect $p/protect.json --audit $scratch/audit | yg-package $p/package.json -o $scratch/release"
ok "has the same bytes" same "$(fingerprint "$scratch/release")" "$(fingerprint "$(readlink -f out/public/d/relief-recipients/latest)")"
ok "and the same audit" cmp "$scratch/audit" out/private/audit/relief-recipients.jsonl
ok "two connections read the same" sh -c "
	yg-extract --jobs 2 $p/extract.json >$scratch/two && yg-extract $p/extract.json | cmp - $scratch/two"
finish
