#!/bin/sh
# Shell scripts are clean for shellcheck, JSON files are JSON.
cd "$(dirname "$0")/../.." || exit 1
echo 1..2
scripts=$(find tests fixtures .ci -type f ! -path '*/node_modules/*' -exec grep -lE '^#!(/bin/sh|/usr/bin/env bash)' {} +)
out=$(shellcheck -S warning -e SC2046,SC2086,SC2016,SC2044,SC2154,SC3043,SC1091,SC2034 $scripts 2>&1)
[ -z "$out" ] || { echo "$out" | sed 's/^/# /'; printf 'not '; }
echo "ok 1 - scripts"
out=$(find config pipelines -name '*.json' -exec sh -c 'for f; do python3 -m json.tool "$f" /dev/null 2>&1 || echo "$f"; done' sh {} +)
[ -z "$out" ] || { echo "$out" | sed 's/^/# /'; printf 'not '; }
echo "ok 2 - configuration"
