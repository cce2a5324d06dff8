#!/bin/sh
# Every fuzzer for SECONDS_EACH seconds, from its corpus; a finding stays in ./fuzz-findings.
# FUZZ is the folder of the fuzzers.
here=$(cd "$(dirname "$0")" && pwd)
echo "1..$(ls "$FUZZ" | wc -l)"
scratch=$(mktemp -d); trap 'rm -rf "$scratch"' EXIT
n=0
for fuzzer in "$FUZZ"/fuzz_*; do
	n=$((n + 1)); name=$(basename "$fuzzer")
	mkdir -p "$scratch/$name" fuzz-findings
	corpus=$here/corpus/${name#fuzz_}
	[ -d "$corpus" ] || corpus=
	if "$fuzzer" -max_total_time="${SECONDS_EACH:-10}" -rss_limit_mb=2048 -timeout=20 -print_final_stats=1 \
		-artifact_prefix=fuzz-findings/"$name"- "$scratch/$name" $corpus >"$scratch/log" 2>&1
	then rmdir fuzz-findings 2>/dev/null
	else tail -n 40 "$scratch/log" | sed 's/^/# /'; printf 'not '; fi
	echo "ok $n - $name: $(sed -n 's/stat::number_of_executed_units: *//p' "$scratch/log") runs"
done
