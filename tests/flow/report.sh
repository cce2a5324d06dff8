#!/bin/sh
# The annual report from its records to the public tree, and what it may not pass by.
. "$(dirname "$0")/../tap.sh"
new_site "$scratch/site"; cd "$scratch/site" || exit 1
here=out/private/reports/annual-report
entered=out/private/entered/annual-report
# The canaries of the disclosure work; what is a place or an office may well be public.
grep -E '^(name|identity|phone|card)' out/sources/canaries.txt | cut -f 2 | grep -v '^$' >"$scratch/values"
# Zhang may give both signatures, Li only the approval.
sed -i 's/^\( *\)"first"$/\1"first", "approve"/' out/private/reviews/reviewers.json
zhang() { yg report "$1" --sign "$2" --as 演示初审员 --key out/private/keys/review-first.pem; }
li() { yg report "$1" --sign "$2" --as 演示审定员 --key out/private/keys/review-approve.pem; }
enter() { mkdir -p "$entered" && cp "$TOP/fixtures/entered/annual-report/$1.json" "$entered/"; }
no_trace_left() { [ -z "$(ls out/work)" ] && [ -z "$(find out/private -name '*.night' -o -name '*.tmp')" ]; }
nothing_public() { [ ! -e out/public/d/annual-report ]; }
digests() { find out/public -type f -exec sha256sum {} + | sort; }
unchanged() { digests | cmp - "$scratch/public"; }
# clean DIR: no person of the source stands in any document below it, unpacked or as it is printed.
clean() {
	rm -rf "$scratch/open"; mkdir "$scratch/open"
	for file in $(find "$1" -type f); do
		case $file in
		*.docx | *.xlsx | *.zip) unzip -qo "$file" -d "$scratch/open/$(basename "$file").d" ;;
		*.pdf) pdftotext "$file" "$scratch/open/$(basename "$file").txt" ;;
		*.gz) gzip -dc "$file" >"$scratch/open/$(basename "$file").txt" ;;
		*/trace.json) ;;
		*) cp "$file" "$scratch/open/$(basename "$file")" ;;
		esac
	done
	[ -n "$(ls "$scratch/open")" ] && ! grep -raFf "$scratch/values" "$scratch/open"
}

ok "the source holds canaries" grep -qaFf "$scratch/values" out/sources/disclosure.db
ok "a report is a pipeline" sh -c 'yg list annual-report | grep -q "report > package > inspect"'
ok "a night passes it over" sh -c 'yg -v run disclosed-documents && ! yg status annual-report | grep -q done'
ok "by name it is refused" status 64 yg run annual-report
ok "and says by whom it is made" said "made by yg report"
ok "it is ready" status 0 yg check annual-report

# Nothing was entered: the copy asks, and cannot be approved.
ok "without a draft there is nothing to publish" status 79 yg report 2024
ok "without a draft there is nothing to sign" status 79 zhang 2024 first
ok "a draft is made without what was not entered" status 0 yg report 2024 --draft
ok "and asks for it" grep -q "open .*组织培训次数" "$scratch/out"
ok "the first review of it is recorded" status 0 zhang 2024 first
ok "it cannot be approved" status 79 li 2024 approve
ok "which names what is open" said "cannot be approved: [0-9]+ open.*组织培训次数"

# What was entered is of another kind, or of another year.
enter 2024
sed -i 's/"value": "46"/"value": "many"/' "$entered/2024.json"
ok "an error in what was entered stops the draft" status 65 yg report 2024 --draft
enter 2024; sed -i 's/"period": "2024"/"period": "2023"/' "$entered/2024.json"
ok "the numbers of another year are not taken" status 65 yg report 2024 --draft
ok "no half of it is left" no_trace_left

enter 2024
ok "with what was entered nothing is open" status 0 yg report 2024 --draft
ok "and it says so" grep -q " 0 open, 0 errors" "$scratch/out"
ok "the trace is for its owner alone" [ "$(stat -c %a $here/2024/draft/trace.json)" = 600 ]
ok "no person stands in the draft" clean $here/2024/draft
ok "it is not published unapproved" status 79 yg report 2024
ok "nor approved without a first review" status 79 li 2024 approve
yg report >"$scratch/list"
ok "the list shows the draft" grep -q "annual-report  *2024  *draft [0-9a-f]\{12\}, 0 open, 0 errors" "$scratch/list"
ok "another draft than the one looked at is not signed" status 79 yg report 2024 --sign first --as 演示初审员 \
	--key out/private/keys/review-first.pem --policy 000000000000
ok "the first review" status 0 zhang 2024 first
ok "the same person does not approve" status 79 zhang 2024 approve
ok "another one does" status 0 li 2024 approve
sed -i 's/"value": "46"/"value": "45"/' "$entered/2024.json"
ok "what was entered is no longer what was approved" status 79 yg report 2024
ok "which is named" said "entered/annual-report/2024.json"
enter 2024
sqlite3 out/sources/disclosure.db "delete from publicity where substr(printed_on, 1, 4) = '2024'"
ok "nor may the records be others" status 79 yg report 2024
ok "what changed is named" said "what was approved is not what comes out now: .*"
ok "no half of it is left" no_trace_left
ok "and nothing is public" nothing_public
ok "so it is drafted again" status 0 yg report 2024 --draft
ok "reviewed again" status 0 zhang 2024 first
ok "approved again" status 0 li 2024 approve
ok "and published" status 0 yg report 2024
ok "as it was approved" cmp $here/2024/draft/annual-report-2024.json out/public/d/annual-report/latest/annual-report-2024.json
ok "in every form that was drawn up" same "docx html json pdf xlsx " \
	"$(cd out/public/d/annual-report/latest && echo annual-report-2024.* | sed 's/annual-report-2024\.//g') "
ok "with its release whole" sh -c "cd out/public/d/annual-report/latest && sha256sum --quiet -c SHA256SUMS"
ok "no person stands in what is public" clean out/public
ok "nor the officer who entered it" sh -c "! grep -raqF 演示填报员 $scratch/open"
ok "nor the state of the database" sh -c "! grep -raqE 'xxh128|sqlite change' $scratch/open"
ok "nor a trace" sh -c '[ -z "$(find out/public -name "*trace*")" ]'
ok "the traces are for their owner alone" sh -c \
	'[ -n "$(find out/private -name trace.json)" ] && [ -z "$(find out/private -name trace.json ! -perm 600)" ]'
ok "and so are the folders above them" same "700 700 700 700 " \
	"$(stat -c %a out/private out/private/reports $here $here/2024 | tr '\n' ' ')"
ok "the list says so" sh -c 'yg report | grep -q "2024 *published"'
digests >"$scratch/public"
ok "the same once more" status 0 yg report 2024
ok "changes no byte" unchanged

# The year after carries over.
enter 2025
ok "the year after is drafted" status 0 yg report 2025 --draft
ok "beside the year before" sh -c "! grep -q 没有提供上年 $here/2025/draft/check.txt"
over() { sed -n "/\"$1\"/,/}/p" "$2" | tr -d ' \n' | sed 's/.*"自然人":\([0-9]*\).*/\1/'; }
left=$(over r25 $here/2024/approved/annual-report-2024.json)
ok "some requests were left" [ "${left:-0}" -gt 0 ]
ok "they are carried over" [ "$left" = "$(over r2 $here/2025/draft/annual-report-2025.json)" ]
ok "it is reviewed" status 0 zhang 2025 first
ok "and approved" status 0 li 2025 approve
sed -i 's/"label": *"组织培训次数"/"label": "组织培训的次数"/' pipelines/annual-report/report.json
ok "a rule that was changed after the approval holds it" status 79 yg report 2025
ok "the policy comes first" said "policy was changed after its approval"
yg review -q --demo annual-report
ok "and then the draft" status 79 yg report 2025
ok "for it was approved under another policy" said "draft was changed after its approval"
ok "what was public stays" unchanged

# Where a number comes from.
ok "a number is traced" status 0 yg trace annual-report/2024/表三/r3/自然人
ok "to its pipeline, query and records" sh -c "grep -q information-requests $scratch/out && grep -q records $scratch/out && grep -q '(approved)' $scratch/out"
ok "without the records themselves" sh -c "! grep -q '^  key' $scratch/out"
ok "which are there for who asks" sh -c "yg trace --keys annual-report/2024/表三/r1/自然人 | grep -q '^  key'"
ok "a number that is only drafted says so" sh -c "yg trace annual-report/2025/表三/r3/自然人 | grep -q '(draft)'"
ok "what was entered says by whom" sh -c "yg trace annual-report/2024/training | grep -q 演示填报员"
ok "the numbers of a row are listed" sh -c "[ \$(yg trace annual-report/2024/表三/r3 | grep -c '^表三/r3/.*予以公开') = 7 ]"
ok "and those of all the report" sh -c "yg trace annual-report/2024 | grep -q '^表四/行政复议/总计  '"
ok "an unknown number is none" status 64 yg trace annual-report/2024/表三/r3/自然
ok "but those near it are named" said "表三/r3/自然人"
ok "a year without a report has none" status 64 yg trace annual-report/2019/表三/r3/自然人

# Killed at work: what was there stays, and the next one begins clean.
cp $here/2025/draft/annual-report-2025.json "$scratch/before.json"
programs_but "$scratch/slow" report <<'S'
#!/bin/sh
sleep 30
S
"$scratch/slow/yg" report 2025 --draft >/dev/null 2>&1 & killed=$!
ok "a report at work" until_true sh -c 'ls out/private/audit/annual-report.night/records-16'
kill -9 $killed; wait $killed 2>/dev/null
ok "that is killed leaves the draft before it" cmp $here/2025/draft/annual-report-2025.json "$scratch/before.json"
ok "and nothing that the next one trips over" until_true sh -c 'yg report 2025 --draft'
ok "which leaves no half" no_trace_left

# What an officer writes is looked through like everything else.
phone=$(grep -m 1 -xE '1[0-9]{10}' "$scratch/values")
sed -i "s/\"value\": \"\([^\"0-9]*\)\"/\"value\": \"\1（联系电话$phone）\"/" "$entered/2025.json"
ok "somebody's telephone stands in what was entered" grep -q "$phone" "$entered/2025.json"
digests >"$scratch/public"
ok "it comes into the draft" status 0 yg report 2025 --draft
ok "and is overlooked once" status 0 zhang 2025 first
ok "and twice" status 0 li 2025 approve
ok "but not at the last gate" status 79 yg report 2025
ok "which does not say it" sh -c "! grep -q $phone $scratch/said"
ok "what was public stays" unchanged
enter 2025

# A field that somebody opens without a review.
cp config/fields/disclosure.json "$scratch/fields.json"
sed -i '0,/"openness": *"closed"/s//"openness": "open"/' config/fields/disclosure.json
ok "a field was opened" sh -c "! cmp -s config/fields/disclosure.json $scratch/fields.json"
ok "without a review nothing is drafted" status 79 yg report 2025 --draft
ok "nor published" status 79 yg report 2025
cp "$scratch/fields.json" config/fields/disclosure.json
ok "what was public stays" unchanged

# All of it at once, by generated keys that say so.
ok "the demonstration" status 0 yg report 2025 --demo
ok "is public" [ -f out/public/d/annual-report/latest/annual-report-2025.json ]
finish
