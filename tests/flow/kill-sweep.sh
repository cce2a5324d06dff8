#!/bin/sh
# Kill -9, a failed and a full disk at the system calls of yg-publish one after
# the other: the public tree is the old or the new one, whole, and the same
# command again completes it and leaves nothing beside it.
# EVERY=1 takes every point (the default: every third) and sweeps `yg run` as well.
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/../release.sh"

command -v strace >/dev/null || skip_all "strace is not installed"
strace -qq -o /dev/null -e trace=exit_group -e inject=exit_group:signal=KILL true 2>/dev/null
[ $? -eq 137 ] || skip_all "strace may not trace here"
EVERY=${EVERY:-3}
# Those that change something, or stand between two that do.
calls=mkdir,openat,write,fchmod,fsync,renameat2,symlink,rename,unlink,rmdir,flock,exit_group

cd "$scratch" || exit 1
make_release one; make_release two
printf 'a,b\r\n1,3\r\n' >two/demo.csv
(cd two && sha256sum datapackage.json demo.csv >SHA256SUMS)
content() { (cd "$1" 2>/dev/null && sha256sum -- *) | sha256sum; }
make_pass two
yg-publish -q --pass one.pass -p old one >/dev/null
cp -a old new; yg-publish -q --pass two.pass -p new two >/dev/null
one=$(content one) two=$(content two) old=$(fingerprint old) new=$(fingerprint new)
first=$(readlink old/d/demo/latest)

# whole: the alias leads to one of the two, and every folder that shows is whole.
whole() {
	for shown in public/d/demo/latest/ public/d/demo/[!.]*/; do
		case $(content "$shown") in "$one" | "$two") ;; *) echo "$shown is torn"; return 1 ;; esac
	done
	[ -f "public/d/demo/$first/demo.csv" ] || { echo "the old release is gone"; return 1; }
}
again() {
	yg-publish -q --pass two.pass -p public two >"$scratch/out" 2>"$scratch/said" || { cat "$scratch/said"; return 1; }
	same "$new" "$(fingerprint public)"
}
# points: "CALL N" for every system call of a clean run, thinned to every EVERY-th.
points() {
	awk -F '[(]' '/^[a-z]/ { print $1, ++n[$1] }' "$1" | awk -v every="$EVERY" 'NR % every == 0'
}

# sweep TEXT CALLS FAULT WANTED: counts what went wrong, so that there is one line of TAP for all.
sweep() {
	rm -rf public; cp -a old public
	strace -qq -o "$scratch/trace" -e trace=$2 yg-publish -q --pass two.pass -p public two >/dev/null 2>&1
	points "$scratch/trace" >"$scratch/points"
	: >"$scratch/bad"
	while read -r call n; do
		rm -rf public; cp -a old public
		strace -qq -o /dev/null -e trace=$call -e inject=$call:$3:when=$n \
			yg-publish -q --pass two.pass -p public two >/dev/null 2>"$scratch/died"; got=$?
		{
			case " $4 " in *" $got "*) ;; *) echo "status $got"; cat "$scratch/died" ;; esac
			whole
			# An error is reported by a program that lives: it has cleaned up.
			[ $got -eq 137 ] || find public/d/demo -name '.?*'
			again
		} 2>&1 | sed "s/^/$call $n: /" >>"$scratch/bad"
	done <"$scratch/points"
	ok "$1: $(wc -l <"$scratch/points") points" same "" "$(cat "$scratch/bad")"
	ok "$1: there are points" test "$(wc -l <"$scratch/points")" -ge 3
}
rm -rf public; cp -a old public
ok "a clean run makes the new tree" again
chmod u+w public/d/demo/latest/demo.csv && echo x >>public/d/demo/latest/demo.csv
if whole >/dev/null; then ok "a torn release would be seen" false; else ok "a torn release would be seen" true; fi

sweep "killed" $calls signal=KILL 137
sweep "a failing disk" mkdir,write,fchmod,fsync,renameat2,symlink,rename error=EIO 74
sweep "a full disk" mkdir,write,fsync,symlink error=ENOSPC 74
sweep "a signal to end" mkdir,openat,write,fchmod,fsync,renameat2,symlink,rename signal=TERM "0 143"
[ "$EVERY" -eq 1 ] || { finish; exit 0; }

# The runner, killed at its own calls; its children die with it.
new_site "$scratch/site" tiny
cd "$scratch/site" || exit 1
run="yg -q run relief-standards"
$run >/dev/null
new_database --seed 9
cp -a out "$scratch/out.kept"
$run >/dev/null; after=$(fingerprint out/public)
rm -rf out; cp -a "$scratch/out.kept" out
strace -qq -o "$scratch/trace" -e trace=$calls,pwrite64,fdatasync,ftruncate,pipe2,clone,ppoll,wait4 $run >/dev/null 2>&1
EVERY=2; points "$scratch/trace" >"$scratch/points"; : >"$scratch/bad"
while read -r call n; do
	rm -rf out; cp -a "$scratch/out.kept" out
	strace -qq -o /dev/null -e trace=$call -e inject=$call:signal=KILL:when=$n $run >/dev/null 2>"$scratch/died"; got=$?
	{
		# How often it waits differs from night to night: a point may not come.
		case $got in 0 | 137) ;; *) echo "status $got"; cat "$scratch/died" ;; esac
		$run >"$scratch/out" 2>"$scratch/said" || cat "$scratch/said"
		same "$after" "$(fingerprint out/public)"
		ls -A out/work; find out/private/audit -mindepth 1 ! -name '*.jsonl'
	} 2>&1 | sed "s/^/$call $n: /" >>"$scratch/bad"
done <"$scratch/points"
ok "yg run killed: $(wc -l <"$scratch/points") points" same "" "$(cat "$scratch/bad")"
finish
