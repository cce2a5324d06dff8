# Small releases in the working folder, as anybody can download them, for yg-verify: source `.` this file.

# fields_of NAME...: the fields of a table as JSON; NAME:KIND:QUANTITY is a measure with its
# status, NAME:of-which a dimension whose codes overlap, NAME another dimension.
fields_of() {
	fields_sep=''
	for field in "$@"; do
		IFS=: read -r f_name f_kind f_quantity <<-E
		$field
		E
		printf '%s' "$fields_sep"; fields_sep=', '
		case $f_kind in
		"") printf '{"name": "%s", "type": "string"}' "$f_name" ;;
		of-which) printf '{"name": "%s", "type": "string", "kind": "of-which"}' "$f_name" ;;
		*) printf '{"name": "%s", "type": "number", "unit": "人", "kind": "%s", "quantity": "%s"}, {"name": "%s_status", "type": "string"}' \
			"$f_name" "$f_kind" "$f_quantity" "$f_name" ;;
		esac
	done
}
keys_of() {
	for field in "$@"; do
		case $field in *:flow* | *:stock* | *:cumulative*) ;; *) printf '"%s" ' "${field%%:*}" ;; esac
	done | sed 's/" "/", "/g; s/ $//'
}
# resource NAME FILE FIELDS [KEYS FOREIGN]
resource() {
	printf '{"name": "%s", "path": "%s", "format": "csv", "bytes": %d, "hash": "sha256:%s",\n "schema": {"fields": [%s]%s%s}}' \
		"$1" "$2" "$(wc -c <"$2")" "$(sha256sum "$2" | cut -c 1-64)" "$3" "${4:+, \"primaryKey\": [$4]}" "${5:+, \"foreignKeys\": [$5]}"
}
code_fields='{"name": "code"}, {"name": "name"}, {"name": "level"}, {"name": "parent"}'
# release DIR FIELD...: DIR/t.csv from stdin, whose first line is made here; a dimension has the
# code list DIR/codes-DIMENSION.csv when that is there already.
release() {
	rel=$1; shift; mkdir -p "$rel"
	head=; for field in "$@"; do
		case $field in *:flow* | *:stock* | *:cumulative*) head=$head,${field%%:*},${field%%:*}_status ;; *) head=$head,${field%%:*} ;; esac
	done
	{ echo "${head#,}"; cat; } | sed 's/$/\r/' >"$rel/t.csv"
	package "$rel" "$@"
}
package() {
	rel=$1; shift
	(cd "$rel" && foreign='' lists='' && for field in "$@"; do
		d=${field%%:*}; [ -f "codes-$d.csv" ] || continue
		foreign="$foreign${foreign:+, }{\"fields\": [\"$d\"], \"reference\": {\"resource\": \"codes-$d\", \"fields\": [\"code\"]}}"
		lists="$lists, $(resource "codes-$d" "codes-$d.csv" "$code_fields" '"code"')"
	done && cat >datapackage.json <<-E
	{"name": "$(basename "$rel")", "rows": $(($(wc -l <t.csv) - 1)), "resources": [$(resource t t.csv "$(fields_of "$@")" "$(keys_of "$@")" "$foreign")$lists]}
	E
	)
	sums "$rel"
}
# After every change of a release that is to be found by its content alone.
sums() { (cd "$1" && rm -f SHA256SUMS && sha256sum -- * >../SUMS && mv ../SUMS SHA256SUMS); }
# codes DIR DIMENSION: lines "CODE PARENT" from stdin.
codes() {
	mkdir -p "$1"
	{ echo code,name,level,parent; while read -r code parent; do echo "$code,$code,,$parent"; done; } | sed 's/$/\r/' >"$1/codes-$2.csv"
}
