# Several connections agree on one snapshot of a source that changes all the time.
. "$CASE/demo.inc"; demo
hold 'PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF'
yes 'UPDATE payment SET amount = amount + 1 WHERE n = 4;' | head -60000 >&3 &
plan '"columns": ["payment.n"]'
for i in 1 2 3; do extract -q -j 8 | md5sum; done | sort -u | wc -l
let_go
