#!/bin/sh
# A stage includes core/ and itself, core/ only core/; no two sources share a name.
cd "$(dirname "$0")/../.." || exit 1
echo 1..2
bad=$(for f in $(find src -name '*.[ch]'); do
	room=$(echo "$f" | cut -d/ -f2)
	sed -n 's/^ *# *include "\([a-z_]*\)\/.*/\1/p' "$f" | while read -r inc; do
		case $inc in core | "$room") ;; *) echo "# $f includes $inc/" ;; esac
	done
done)
[ -z "$bad" ] || { echo "$bad"; printf 'not '; }
echo "ok 1 - stages meet only in the stream"
twice=$(find src -name '*.[ch]' ! -name main.c | sed 's|.*/||' | sort | uniq -d)
[ -z "$twice" ] || { echo "# $twice"; printf 'not '; }
echo "ok 2 - file names are unique"
