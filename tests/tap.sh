# Speaking TAP in sh, and a scratch site made of this project's own configuration.
# Source it: . "$(dirname "$0")/../tap.sh"
TOP=$(cd "$(dirname "$0")/../.." && pwd)
BIN=${BIN:-$TOP/build/release/bin}
PATH=$BIN:$PATH
LC_ALL=C.UTF-8 TZ=UTC; export TOP BIN PATH LC_ALL TZ
scratch=$(mktemp -d)
trap 'chmod -R u+w "$scratch" 2>/dev/null; rm -rf "$scratch"' EXIT
trap 'exit 1' INT TERM
tap_n=0

# ok TEXT COMMAND...: passes when the command does; else its output is shown.
ok() {
	tap_n=$((tap_n + 1)); tap_text=$1; shift
	if "$@" >"$scratch/.tap" 2>&1
	then echo "ok $tap_n - $tap_text"
	else sed 's/^/# /' "$scratch/.tap" | head -n 40; echo "not ok $tap_n - $tap_text"; fi
}
# skip TEXT WHY
skip() { tap_n=$((tap_n + 1)); echo "ok $tap_n - $1 # SKIP $2"; }
skip_all() { echo "1..0 # SKIP $1"; exit 0; }
finish() { echo "1..$tap_n"; }
# status N COMMAND...: the exit status is N; what was said is left in $scratch/said.
status() {
	want=$1; shift
	"$@" >"$scratch/out" 2>"$scratch/said"; got=$?
	[ "$got" -eq "$want" ] || { echo "status $got, not $want"; cat "$scratch/said"; return 1; }
}
said() { grep -qE -- "$1" "$scratch/said" || { echo "not said: $1"; cat "$scratch/said"; return 1; }; }

# new_site DIR [SIZE]: this project's configuration with its own fixture database and key.
new_site() {
	mkdir -p "$1/out/private/keys" "$1/out/sources"
	cp -r "$TOP/config" "$TOP/pipelines" "$1/"
	chmod 700 "$1/out/private" "$1/out/private/keys"
	printf 'fedcba9876543210FEDCBA9876543210' >"$1/out/private/keys/pseudonym"
	chmod 600 "$1/out/private/keys/pseudonym"
	(cd "$1" && new_database --size "${2:-tiny}")
	# A tiny database has few cells: the gate asks for less.
	for p in "$1"/pipelines/*/pipeline.json; do
		sed -i 's/"min_rows": *[0-9]*/"min_rows": 1/' "$p"
	done
	# Nor has it a crowd to hide a household in, or five persons in most cells.
	if [ "${2:-tiny}" = tiny ]; then
		rm -rf "$1/pipelines/relief-households"
		sed -i 's/"threshold": 5/"threshold": 2/' "$1"/pipelines/relief-*/protect.json
	fi
	(cd "$1" && approve)
}
# approve [PIPELINE...]: the policies as they are now, by demonstration keys.  Whoever
# changes a file of pipelines/ or config/fields/ does it again before the next night.
approve() { "$BIN/yg" review -q --demo "$@"; }
# new_database OPTION...: another fixture database for the site in the working folder.
new_database() {
	rm -f out/sources/relief.db*
	"$BIN/../fixtures/generate" -q --root "$TOP" --size tiny --seed 7 "$@" \
		--output out/sources/relief.db --canaries out/sources/canaries.txt
}
# programs_but DIR STAGE: the programs as ever, but yg-STAGE is the script on stdin.
programs_but() {
	rm -rf "$1"; mkdir "$1"; cp "$BIN/yg" "$1/"
	for tap_stage in extract mask aggregate protect report package inspect publish; do
		ln -s "$BIN/yg-$tap_stage" "$1/"
	done
	rm "$1/yg-$2"; cat >"$1/yg-$2"; chmod +x "$1/yg-$2"
}
# find_python MODULE...: $python is one that has them, ours or the system's; else all is skipped.
find_python() {
	tap_modules=$(echo "$*" | tr ' ' ',')
	for python in python3 /usr/bin/python3; do
		"$python" -c "import $tap_modules" 2>/dev/null && return
	done
	skip_all "no python3 with $tap_modules"
}
# until_true COMMAND...: the command succeeds within ten seconds.
until_true() {
	for tap_i in $(seq 100); do "$@" >/dev/null 2>&1 && return 0; sleep 0.1; done
	echo "not within ten seconds: $*"; return 1
}
is_gone() { ! kill -0 "$1" 2>/dev/null; }
# fingerprint DIR: names, kinds and bytes of everything below it.
fingerprint() {
	(cd "$1" && find . | LC_ALL=C sort | while read -r f; do
		if [ -L "$f" ]; then echo "$f -> $(readlink "$f")"
		elif [ -f "$f" ]; then sha256sum "$f"; else echo "$f/"; fi
	done)
}
same() { [ "$1" = "$2" ] || { printf '%s\n---\n%s\n' "$1" "$2"; return 1; }; }
