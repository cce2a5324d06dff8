# A history that others may read, or that is none, or a newer program's.
. "$TOP/tests/site.sh"; tiny_site; tiny_pipeline
mkdir -m 700 private
echo 'no database at all' >private/cells.db; chmod 600 private/cells.db
yg history; echo $?
rm private/cells.db; (umask 077; sqlite3 private/cells.db 'PRAGMA application_id = 2036811881; PRAGMA user_version = 9; CREATE TABLE t (x)')
yg history; echo $?
chmod 644 private/cells.db
yg history; echo $?
