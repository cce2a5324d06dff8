#!/bin/sh
# A stage that dies in the middle publishes nothing, whichever it is and however it dies.
. "$(dirname "$0")/../tap.sh"

site=$scratch/site
new_site "$site" tiny
cd "$site" || exit 1
ok "a good night first" status 0 yg run relief-recipients
before=$(fingerprint out/public)

# The next night has other data, so a release would be seen.
new_database --seed 9

bin=$scratch/bin
for stage in extract mask aggregate protect package closed inspect; do
	for death in KILL TERM exit; do
		case $death in exit) end='exit 0' ;; *) end="kill -$death \$\$; sleep 5" ;; esac
		# It works as ever, but its output stops after 3,000 bytes and it dies.
		# The package writes a folder and the inspection a pass, no stream: their death must come before.
		# closed: the same extract, but only while it reads what may not be public.
		program=$stage first=
		[ $stage = closed ] && program=extract &&
			first="case \" \$* \" in *' --closed '*) ;; *) exec $BIN/yg-extract \"\$@\" ;; esac"
		work="$BIN/yg-$program \"\$@\" | head -c 3000"
		case $stage,$death in
		package,exit | inspect,exit) work='cat >/dev/null' ;;
		package,* | inspect,*) work='head -c 3000 >/dev/null' ;;
		esac
		printf '#!/bin/sh\n%s\n%s\n%s\n' "$first" "$work" "$end" | programs_but "$bin" $program
		case $death,$stage in
		exit,package) want=79 ;;	# it says nothing of rows: the gate holds what is not there
		exit,inspect) want=79 ;;	# it gives no pass: nothing is published without one
		exit,*) want=76 ;;		# the next finds no end of the stream
		*) want=74 ;;
		esac
		ok "$stage, $death: the run fails" status $want "$bin/yg" -q run relief-recipients
		case $death,$stage in
		exit,package) ok "$stage, $death: and says why" said 'the release has 0 rows' ;;
		exit,inspect) ok "$stage, $death: and says why" said 'has no pass of yg-inspect' ;;
		exit,*) ok "$stage, $death: and says which step saw it" said 'step [a-z/-]+: .*(ends|end of|finish)' ;;
		KILL,*) ok "$stage, $death: and says which step" said "yg-$program was killed by signal 9" ;;
		TERM,*) ok "$stage, $death: and says which step" said "yg-$program was killed by signal 15" ;;
		esac
		ok "$stage, $death: the public tree is as it was" same "$before" "$(fingerprint out/public)"
		ok "$stage, $death: nothing is left in the work folder" same "" "$(ls -A out/work)"
		ok "$stage, $death: nor of the audit" same relief-recipients.jsonl "$(ls -A out/private/audit)"
	done
done
ok "yg status shows the failure" sh -c 'yg status relief-recipients | grep -q failed'
ok "the night after is good again" status 0 yg run relief-recipients
ok "and its release is another one" sh -c "test \$(ls out/public/d/relief-recipients | grep -vc latest) -eq 2"
finish
