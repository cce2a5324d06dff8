# A name is no URI: %, ? and # in it are only letters.
. "$CASE/demo.inc"; demo
mv demo.db 'a%20b?mode=rw#x.db'
extract -q --source-file 'a%20b?mode=rw#x.db' | head -n 2
ls
