#!/bin/sh
# The register of disclosure work: every pipeline over it, what it lets through, what it sends back.
. "$(dirname "$0")/../tap.sh"
new_site "$scratch/site"; cd "$scratch/site" || exit 1
db=out/sources/disclosure.db
pipelines=$(grep -l '"source": "disclosure"' pipelines/*/extract.json | xargs -n 1 dirname | xargs -n 1 basename)
cut -f 2 out/sources/canaries.txt | grep -v '^$' >"$scratch/values"
sql() { sqlite3 "$db" "$1"; }
# made NAME: what leaves its mask, in $scratch/NAME.csv.
made() { yg-extract -q "pipelines/$1/extract.json" | yg-mask -q --to csv "pipelines/$1/mask.json" >"$scratch/$1.csv"; }
rows() { tail -n +2 "$scratch/$1.csv" | wc -l; }
has_rows() { [ "$(rows "$1")" -eq "$(sql "select count(*) from $2")" ]; }
is_clean() { ! grep -aFf "$scratch/values" "$scratch/$1.csv"; }
# counts WHAT SQL: the query gives this.
counts() { [ "$(sql "$2")" = "$1" ] || { echo "$(sql "$2"), not $1"; return 1; }; }

ok "the source holds canaries" grep -qaFf "$scratch/values" "$db"
for p in $pipelines; do
	table=$(sed -n 's/.*"from": "\(.*\)".*/\1/p' "pipelines/$p/extract.json")
	ok "$p is made" made "$p"
	ok "$p holds no canary" is_clean "$p"
	[ "$p" = disclosed-documents ] && table="document where openness = '1'"
	ok "$p has every row" has_rows "$p" "$table"
done
ok "all tables have a pipeline" counts "$(echo "$pipelines" | wc -l)" "select count(*) from sqlite_master where type = 'table'"
ok "all of them are ready" status 0 yg check
ok "what may be published is" status 0 yg run disclosed-documents normative-documents
ok "no canary is in a public byte" sh -c "! grep -raFf $scratch/values out/public"
ok "what is for reports is refused by name" status 64 yg run information-requests

# Requests: the law's order is the generator's promise.
ok "a thousand were received" counts 1000 "select count(*) from request_event where event = 'receive' and seq = 1"
ok "all 21 results are reached" counts 21 "select count(distinct result) from request_event where result is not null"
ok "a default has its two results, an answer the others" counts 0 "select count(*) from request_event
	where (event = 'default') <> (coalesce(result, '') in ('6.1', '6.2')) or (event in ('answer', 'default')) <> (result is not null)"
ok "disputes end in all ways, alone and after each other" counts "3 3 3" "select count(distinct case when event = 'reconsidered' then outcome end) || ' ' ||
	count(distinct case when event = 'sued' and after then outcome end) || ' ' || count(distinct case when event = 'sued' and not after then outcome end)
	from (select event, outcome, exists (select 1 from request_event r where r.request_no = e.request_no and r.event = 'reconsider') as after from request_event e)"
ok "some are still open, and some disputes" counts "1 1 1" "select (count(*) filter (where event = 'receive') > count(*) filter (where result is not null)) || ' ' ||
	(count(*) filter (where event = 'reconsider') > count(*) filter (where event = 'reconsidered')) || ' ' ||
	(count(*) filter (where event = 'sue') > count(*) filter (where event = 'sued')) from request_event"
ok "at the end of each year some are carried over" counts 3 "select count(*) from (select '2023-12-31' as y union select '2024-12-31' union select '2025-12-31')
	where (select count(*) from request where received_on <= y) > (select count(*) from request_event where result is not null and happened_on <= y)"
ok "events follow each other in time" counts 0 "select count(*) from request_event a join request_event b using (request_no) where b.seq = a.seq + 1 and b.happened_on < a.happened_on"
ok "unclear after correction means there was one" counts 0 "select count(*) from request_event e where result = '4.3' and not exists
	(select 1 from request_event c where c.request_no = e.request_no and c.event = 'corrected')"
ok "every fee for a request has its notice" counts 0 "select count(*) from fee f where kind = '2' and not exists
	(select 1 from request_event e where e.request_no = f.request_no and e.event = 'charge' and e.happened_on = f.charged_on)"
ok "all kinds of applicants ask in all years" counts 18 "select count(distinct substr(received_on, 1, 4) || applicant) from request where received_on >= '2024'"

# 公开属性 is settled at the source, or the document goes back.
sql "update document set openness = '' where index_no like '%/2025-00007'"
ok "a document without 公开属性 is sent back" status 65 yg-extract pipelines/disclosed-documents/extract.json
ok "and it is said which" said "source disclosure: document, row with rowid $(sql "select rowid from document where openness = ''"): document.openness: a value is an empty text"
ok "the night does not publish without it" status 65 yg run disclosed-documents

# The year that a published report tells, as rows.
"$BIN/../fixtures/generate" -q --root "$TOP" --size tiny --seed 7 --output "$scratch/relief.db" --disclosure-2018 "$db"
ok "2018: documents, normative ones, topics, proposals" counts "492 2 6 16" "select (select count(*) from document where openness = '1' and opened_on like '2018-%') || ' ' ||
	(select count(*) from normative where made_on like '2018-%') || ' ' || (select count(*) from hotspot where answered_on like '2018-%') || ' ' ||
	(select count(*) from proposal where answered_on like '2018-%')"
ok "2018: services" counts "51 47 92 42 82 2256 27" "select count(*) || ' ' || sum(at_hall) || ' ' || (sum(at_hall) * 100 / count(*)) || ' ' || sum(at_most_once) || ' ' ||
	(sum(at_most_once) * 100 / count(*)) || ' ' || (select count(*) from service_handled where handled_on like '2018-%') || ' ' || (select sum(is_kept) from proof_item) from service_item"
ok "2018: inspections, leaflets, staff" counts "14 10 140 60000 3" "select count(distinct organisation) || ' ' || count(distinct aspect) || ' ' || count(*) || ' ' ||
	(select sum(copies) from publicity where printed_on like '2018-%') || ' ' || (select count(*) from staff) from inspection"
ok "2018: no request, no fee, no dispute" counts 0 "select (select count(*) from request) + (select count(*) from request_event) + (select count(*) from fee)"
for p in $pipelines; do ok "2018: $p" made "$p"; done
ok "2018: the opened ones leave the mask" sh -c "test $(rows disclosed-documents) -eq 492"
finish
