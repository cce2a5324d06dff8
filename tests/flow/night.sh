#!/bin/sh
# The whole night: from the fixture database to public releases that hold no person.
. "$(dirname "$0")/../tap.sh"

site=$scratch/site
new_site "$site" small
cd "$site" || exit 1
before=$(sha256sum out/sources/relief.db; ls -a out/sources)

ok "the night runs" status 0 yg run
ok "the source is as it was" same "$before" "$(sha256sum out/sources/relief.db; ls -a out/sources)"
ok "no work is left behind" same "" "$(ls out/work)"

for name in relief-recipients relief-funds relief-households relief-standards disclosed-documents; do
	latest=out/public/d/$name/latest
	ok "$name: latest leads to a release" test -f "$latest/datapackage.json"
	ok "$name: every digest is right" sh -c "cd $latest && sha256sum -c --strict --quiet SHA256SUMS $name.zip.sha256"
	ok "$name: nothing in it can be written" same "" "$(find -L $latest -type f -perm /222)"
	ok "$name: the archive is whole" unzip -tqq "$latest/$name.zip"
	ok "$name: gzip holds the CSV" sh -c "gzip -dc $latest/$name.csv.gz | cmp - $latest/$name.csv"
done

first=$(fingerprint out/public)
ok "a second night in another zone and language runs" env TZ=Asia/Shanghai LC_ALL=zh_CN.UTF-8 LANG=zh_CN.UTF-8 yg -q run
ok "and leaves the same bytes" same "$first" "$(fingerprint out/public)"
ok "yg status says so" sh -c 'test "$(yg status | grep -c " done ")" = "$(grep -l "\"publish\"" $(grep -L "\"run\": \"report\"" pipelines/*/pipeline.json) | wc -l)"'

ok "a shorter period would lose cells: it is refused" status 65 yg --period 2025-01/2025-06 run
ok "and says which" said 'relief-funds: division=350524000000.* was published earlier and is missing now'
ok "what was public stays" same "$first" "$(fingerprint out/public)"

# Everything published, unpacked, beside everything that was logged and kept.
mkdir "$scratch/all"
cp -rL out/public out/private/audit out/private/inspect out/state "$scratch/all/"
cp "$scratch/said" "$scratch/out" "$scratch/all/"
for z in $(find "$scratch/all" -name '*.zip' -o -name '*.xlsx'); do mkdir "$z.d" && unzip -qq -o "$z" -d "$z.d"; done
for z in $(find "$scratch/all" -name '*.xlsx' -path '*.zip.d/*'); do mkdir -p "$z.d" && unzip -qq -o "$z" -d "$z.d"; done
find "$scratch/all" -name '*.gz' -exec gzip -dkf {} +
cut -f 2 out/sources/canaries.txt | grep -v '^$' >"$scratch/values"
find_values() { grep -rlaFf "$1" "$scratch/all" | sed 's/^/holds a canary: /' | grep . && return 1; find "$scratch/all" | grep -Ff "$1" && return 1; return 0; }
ok "there are canaries to look for" sh -c "test \$(wc -l <$scratch/values) -ge 12"
ok "the source does hold them" grep -qaFf "$scratch/values" out/sources/relief.db
ok "no canary is in any published or kept byte" find_values "$scratch/values"
head -c 400 "$scratch/values" >"$scratch/all/planted"
ok "the search would have found one" sh -c "! grep -rLqaFf $scratch/values $scratch/all/planted | grep -q ."
finish
