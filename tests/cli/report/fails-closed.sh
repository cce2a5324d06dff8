# What is not as the report's rules and the mask have it stops the report, and nothing is written.
. "$CASE/desk.inc"
things && entered 7 问题是有的。
# refused WHAT OPTION...: the message and the exit status.
refused() {
	echo "$1" >&2; shift
	report "$@" --entered entered.json -o out --trace trace.json --rows rows.arrows; echo $?
	for left in out trace.json rows.arrows; do [ ! -e "$left" ] || echo "$left is there"; done
}
refused "a record set that is missing"
refused "a record set of no file" --records things=none.arrows
refused "a record set under another name" --records thing=things.arrows
# masked NO KIND: the things with these treatments of two columns.
masked() {
	printf '{ "key": "pseudonym", "columns": { "no": {%s}, "kind": {%s}, "done_on": {"treatment": "keep"} } }\n' "$1" "$2" >pipelines/demo/mask.json
	things
}
keep='"treatment": "keep"' drop='"treatment": "drop"'
sed -i 's/\["keep"\]/["keep", "drop"]/' config/fields/demo.json
masked "$keep" "$drop"; refused "a column that the rules name is gone" --records things=things.arrows
masked "$drop" "$keep"; refused "the key of the records is gone" --records things=things.arrows
sed -i '/"kind"/s/"plain", "openness": "open"/"direct", "reason": "个人", "openness": "closed"/; /"kind"/s/"keep"/"mask"/
	/"no"/s/"plain", "openness": "open"/"direct", "reason": "个人", "openness": "closed"/; /"no"/s/"keep"/"pseudonym"/' config/fields/demo.json
masked "$drop" '"treatment": "mask", "keep_first": 1, "keep_last": 0'; refused "a column of a person, if masked" --records things=things.arrows
masked '"treatment": "pseudonym", "as": "no"' "$drop"; refused "a pseudonym of a person" --records things=things.arrows
refused "rows that do not say in which state they are" --records things=raw.csv
sqlite3 demo.db "CREATE TABLE thing (no TEXT, kind TEXT, done_on TEXT); INSERT INTO thing VALUES ('K1', '1', '2025-01-01')"
echo '{ "dataset": "things", "source": "demo", "from": "thing", "columns": ["thing.no", "thing.kind", "thing.done_on"] }' >pipelines/demo/extract.json
yg-extract -q pipelines/demo/extract.json >raw.arrows
refused "rows that were not masked" --records things=raw.arrows
