# The same content has the same snapshot, another content another one.
. "$CASE/demo.inc"; demo
snapshot() { extract -v "$@" 2>&1 >/dev/null | sed -n 's/.*snapshot //p'; }
snapshot --digest
snapshot >a; touch demo.db; snapshot -j 2 >b; cmp a b && echo same
sqlite3 demo.db 'UPDATE payment SET amount = amount + 1'
snapshot >c; cmp -s a c || echo other
[ "$(snapshot --digest | sed 's/.*sha256://')" = "$(sha256sum demo.db | cut -d' ' -f1)" ] && echo sha256
