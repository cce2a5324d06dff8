#!/bin/sh
# Somebody works on the policy while a night is at work: what two persons have approved is what is
# published, or nothing is.
. "$(dirname "$0")/../tap.sh"

site=$scratch/site
new_site "$site" tiny
cd "$site" || exit 1
bin=$scratch/bin
name=relief-recipients
p=pipelines/$name
ok "a good night first" status 0 yg run $name
before=$(fingerprint out/public)
new_database --seed 9
stands() { same "$before" "$(fingerprint out/public)" && same "" "$(ls -A out/work)"; }

# while_at_work STAGE COMMANDS: they are done in the site, once, when the stage is begun.
while_at_work() {
	cp -r config pipelines "$scratch/kept/" && cp -r out/private/reviews "$scratch/kept/"
	programs_but "$bin" "$1" <<-END
	#!/bin/sh
	mkdir "$scratch/kept/once" 2>/dev/null && { (cd "$site" && $2) || exit 70; }
	exec $BIN/yg-$1 "\$@"
	END
	"$bin/yg" run $name >"$scratch/out" 2>"$scratch/said"; got=$?
}
# held TEXT STAGE COMMANDS WHY
held() {
	rm -rf "$scratch/kept"; mkdir "$scratch/kept"
	while_at_work "$2" "$3"
	ok "$1: held" same 79 "$got"
	ok "$1: which is said" said "$4"
	ok "$1: the old release stands" stands
	rm -rf config pipelines out/private/reviews
	mv "$scratch/kept/config" "$scratch/kept/pipelines" . && mv "$scratch/kept/reviews" out/private/
}
held "a mask is changed" package "echo >>$p/mask.json" "changed after its approval.*mask.json"
held "an allowance of the inspection is changed and changed back" inspect \
	"cp $p/inspect.json kept && sed 's/{/{ /' kept >$p/inspect.json && sleep 0.1 && cat kept >$p/inspect.json && rm kept" "inspect.json was touched"
held "a register is replaced and put back" extract \
	"cp -p config/fields/relief.json kept && mv kept config/fields/relief.json" "relief.json was touched"
held "a code list is changed" aggregate "sed -i '\$s/\$/ /' config/codes/division.csv" "division.csv"
held "a file is added" protect "echo '{}' >$p/more.json" "more.json .new."
held "a reviewer is removed" inspect "sed -i s/演示审定员/另一审定员/ out/private/reviews/reviewers.json" "演示审定员, who is not in"
held "a key is revoked" mask "sed -i '0,/\"title\"/s//\"revoked\": \"lost\", \"title\"/' out/private/reviews/reviewers.json" "revoked .lost."
held "the records are gone" package "rm out/private/reviews/$name.jsonl" "records are missing"
held "another night's pass is put in the place of this one's" publish \
	"sed -i 's/\"release\": *\"..../\"release\": \"0000/' out/work/$name.night/pass.json" "not what yg-inspect gave the pass for"
ok "untouched, the night is good" status 0 yg run $name
ok "and its release is another one" sh -c "test \$(ls out/public/d/$name | grep -vc latest) -eq 2"
finish
