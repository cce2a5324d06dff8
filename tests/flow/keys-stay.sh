#!/bin/sh
# Keys stay where they are: no byte of the pseudonym key or of a reviewer's private key in an argument,
# an environment, a log, the state, a release or a work folder, and no program may leave a core file.
. "$(dirname "$0")/../tap.sh"
command -v python3 >/dev/null || skip_all "python3 is not installed"

site=$scratch/site
new_site "$site" tiny
cd "$site" || exit 1
keys=out/private/keys
python3 -c 'import sys; sys.stdout.buffer.write(bytes(range(129, 161)))' >$keys/pseudonym

# no_key_in FILE...: raw, hex, base64 (whichever of its three places it begins at), or in PEM.
cat >"$scratch/look.py" <<'E2'
import base64, pathlib, sys
keys = pathlib.Path("out/private/keys")
secrets = {"pseudonym": (keys / "pseudonym").read_bytes()}
for pem in keys.glob("*.pem"):
    body = "".join(line for line in pem.read_text().splitlines() if "-----" not in line)
    secrets[pem.name] = base64.b64decode(body)[-32:]  # the seed of an Ed25519 key is its end
needles = []
for name, s in secrets.items():
    forms = [s, s.hex().encode(), s.hex().upper().encode(), "".join("\\x%02x" % b for b in s).encode(),
             "".join("\\%o" % b for b in s).encode()]
    for pad in range(3):  # the inner characters, which depend on the key alone
        forms.append(base64.b64encode(b"\0" * pad + s)[4:-4])
    needles += [(name, f) for f in forms] + [(name, s[:16]), (name, s[16:])]
bad = len(secrets) < 3
if bad: print("keys are missing:", *secrets)
for path in sys.argv[1:]:
    data = pathlib.Path(path).read_bytes()
    for name, n in needles:
        if n in data: print(f"{name} is in {path}"); bad = True
sys.exit(bad)
E2
no_key_in() { [ $# -gt 0 ] && python3 "$scratch/look.py" "$@"; }
files() { find . -type f ! -path "./$keys/*"; }
echo "$site" >"$scratch/plain"; cat $keys/review-first.pem >"$scratch/leak"
ok "the look finds a key" status 1 no_key_in "$scratch/plain" "$scratch/leak"

# A night that waits for its source, so that the stages that hold keys can be looked at.
bin=$scratch/bin
programs_but "$bin" extract <<END
#!/bin/sh
case \$* in *--closed* | *relief-funds*) ;; *) : >$scratch/waits; while [ ! -e $scratch/go ]; do sleep 0.05; done ;; esac
exec $BIN/yg-extract "\$@"
END
"$bin/yg" -v --log json run --keep relief-recipients >"$site/said.stdout" 2>"$site/said.log" & night=$!
until_true test -e "$scratch/waits"
# Those of this site: other tests run beside.
running() { for d in /proc/[0-9]*; do [ "$(readlink "$d/cwd")" = "$site" ] || continue; case $(readlink "$d/exe") in "$BIN"/yg-* | "$bin"/yg) echo "${d#/proc/}" ;; esac; done; }
sleep 0.5
all=$(running)
ok "the runner and four stages are at work" test "$(echo "$all" | wc -w)" -ge 5
n=0; for pid in $all; do
	cat "/proc/$pid/cmdline" "/proc/$pid/environ" >"$scratch/proc.$pid" 2>/dev/null
	grep -q '^Max core file size  *0  *0 ' "/proc/$pid/limits" && n=$((n + 1))
done
ok "no key in their arguments and environments" no_key_in "$scratch"/proc.*
ok "none may write a core file" same "$(echo "$all" | wc -w)" "$n"
: >"$scratch/go"
wait $night
ok "the night is good" same 0 $?
ok "no key in its messages, its state, its work folder, its release" no_key_in $(files)

yg -v review --sign first --as 演示初审员 --key $keys/review-first.pem relief-funds >>said.stdout 2>>said.log
sed -i 's/"label"/"labels"/' pipelines/relief-funds/pipeline.json
chmod 640 $keys/review-approve.pem
yg -v review --sign approve --as 演示审定员 --key $keys/review-approve.pem relief-standards >>said.stdout 2>>said.log
yg check >>said.stdout 2>>said.log
chmod 640 $keys/pseudonym
yg -v --log json run >>said.stdout 2>>said.log
ok "nor after failures" no_key_in $(files)
ok "a key that others can read is refused" grep -q 'open to others' said.log
chmod 600 $keys/pseudonym

if strace -qq -o /dev/null true 2>/dev/null && ! grep -qa __asan_init "$BIN/yg"; then
	strace -qq -f -v -s 100000 -o "$scratch/trace" -e trace=execve,prctl yg -q run relief-recipients >/dev/null
	# strace writes bytes that are no ASCII in octal, as the look does.
	ok "nor in what is executed" no_key_in "$scratch/trace"
	ok "no program can be looked into" same \
		"$(grep -cE 'execve(\(| resumed).* = 0$' "$scratch/trace")" "$(grep -c 'PR_SET_DUMPABLE, SUID_DUMP_DISABLE' "$scratch/trace")"
else
	skip "nor in what is executed" "strace may not trace here"
	skip "no program can be looked into" "strace may not trace here"
fi
finish
