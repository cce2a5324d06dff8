# A WAL file that its owner has open is read with what it has committed.
. "$CASE/demo.inc"; demo
hold 'PRAGMA journal_mode=WAL; DELETE FROM payment WHERE n > 2'
ls demo.db* >before; sha256sum demo.db demo.db-wal >>before
extract -q -j 2
ls demo.db* >after; sha256sum demo.db demo.db-wal >>after; cmp before after
let_go
