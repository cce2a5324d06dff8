#!/bin/sh
# The known answers of ARX on Adult: the loss and the node of each, by plain commands.
. "$(dirname "$0")/../tap.sh"
cases=${YG_SHARED:-$TOP/../shared}/cases/arx
command -v python3 >/dev/null || skip_all "no python3"
[ -f "$cases/data/adult.csv" ] || skip_all "no $(basename "$cases") cases"

answers() {
	python3 "$TOP/tests/flow/arx.py" "$cases" "$scratch" >"$scratch/answers" 2>&1
	grep WRONG "$scratch/answers" && return 1
	tail -n 1 "$scratch/answers" | grep -q '52 same$'
}
ok "every answer that yg-protect can be asked for" answers
sed 's/^/# /' "$scratch/answers" | tail -n 1
finish
