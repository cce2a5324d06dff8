#!/bin/sh
# The last gate of a night: nothing is public that was not looked through, a source that gained a
# column overnight is returned for marking, and what goes with a release counts when it is public.
. "$(dirname "$0")/../tap.sh"

site=$scratch/site
new_site "$site" tiny
cd "$site" || exit 1
bin=$scratch/bin
db=out/sources/relief.db
name=relief-recipients
ok "a good night first" status 0 yg run $name relief-standards
before=$(fingerprint out/public)
audit=$(sha256sum <out/private/audit/$name.jsonl)
stands() {
	same "$before" "$(fingerprint out/public)" && same "" "$(ls -A out/work)" &&
		same $name.jsonl "$(ls -A out/private/audit)" && same "$audit" "$(sha256sum <out/private/audit/$name.jsonl)"
}

# The source, overnight
sqlite3 $db "ALTER TABLE payment ADD COLUMN wechat TEXT"
ok "a column more in the table: the run holds" status 65 yg run $name
ok "the message is the difference" said 'payment.*wechat|wechat.*payment'
ok "and what comes of it" said 'returned for marking'
ok "the old release stands" stands
new_database
sqlite3 $db "ALTER TABLE member ADD COLUMN wechat TEXT"
ok "a column more in a table that the dataset does not use: the run holds" status 65 yg run $name
ok "for nobody knows whether it may be published" said 'member.*wechat|wechat.*member'
ok "the old release stands" stands
new_database
ok "without it the night is good" status 0 yg run $name
ok "and leaves the same" stands

# The inspection.  Other data from here on, so that a release would be seen.
new_database --seed 9
programs_but "$bin" inspect <<'END'
#!/bin/sh
cat >/dev/null
echo '{"program":"yg-inspect","level":"error","message":"3 findings; the release is held","status":79}' >&2
exit 79
END
ok "findings hold the release" status 79 "$bin/yg" run $name
ok "by the inspection" said 'step inspected: 3 findings'
ok "the old release stands" stands
ok "yg status says so" sh -c "yg status $name | grep -q 'failed  status 79: step inspected'"

# It works as ever, and somebody touches the release after it.
programs_but "$bin" inspect <<END
#!/bin/sh
$BIN/yg-inspect "\$@" || exit
for last; do :; done
cd "\$last" || exit 1
echo 'more' >>README.md
sha256sum \$(cut -c 67- SHA256SUMS) >sums && mv sums SHA256SUMS
END
ok "a release that was changed after its inspection is held" status 79 "$bin/yg" run $name
ok "which is said" said 'is not what yg-inspect gave the pass for'
ok "the old release stands" stands

# A stage that leaks: the value of a closed column in a text of the release.
leak=$(sqlite3 $db "SELECT phone FROM payment WHERE length(phone) = 11 LIMIT 1")
programs_but "$bin" package <<END
#!/bin/sh
$BIN/yg-package "\$@" || exit
while [ "\$1" != -o ]; do shift; done
cd "\$2" || exit 1
echo $leak >>README.md
sha256sum \$(cut -c 67- SHA256SUMS) >sums && mv sums SHA256SUMS
END
ok "a stage that leaks a telephone number is caught" status 79 "$bin/yg" run $name
ok "by file, not by value" sh -c "grep -q README.md $scratch/said && ! grep -q '$leak' $scratch/said"
ok "and in the report" sh -c "grep -q README.md out/private/inspect/$name.json && ! grep -q '$leak' out/private/inspect/$name.json"
ok "the old release stands" stands

# What goes with a release: the audit of what its cells hide.
programs_but "$bin" publish </dev/null
printf '#!/bin/sh\nexit 74\n' >"$bin/yg-publish"
ok "yg-publish fails" status 74 "$bin/yg" run $name
ok "the old release stands, and its audit" stands
programs_but "$bin" publish <<END
#!/bin/sh
$BIN/yg-publish "\$@"
kill -KILL \$PPID
END
"$bin/yg" -q run $name >/dev/null 2>&1
ok "killed when the release was public: the audit waits" sh -c "ls out/private/audit | grep -q '^$name\.[0-9a-f]*\.waiting\$'"
ok "and the one before is still there" same "$audit" "$(sha256sum <out/private/audit/$name.jsonl)"
ok "the release is another one" sh -c "test \$(ls out/public/d/$name | grep -vc latest) -eq 2"
mv $db "$scratch/gone.db"
ok "the next night fails for its own reason" status 69 yg run $name
mv "$scratch/gone.db" $db
for p in relief-funds $name; do
	(cd pipelines/$p && yg-extract -q extract.json | yg-mask -q mask.json | yg-aggregate -q aggregate.json >"$scratch/$p.cells")
done
yg-protect -q pipelines/$name/protect.json --with "$scratch/relief-funds.cells" --audit "$scratch/audit" "$scratch/$name.cells" >/dev/null
of_tables() { head -1 "$1" | grep -o '"table":"[0-9a-f]*"'; }
ok "and the audit is of the tables of the public release" same "$(of_tables "$scratch/audit")" "$(of_tables out/private/audit/$name.jsonl)"
ok "nothing waits" same $name.jsonl "$(ls -A out/private/audit)"
finish
