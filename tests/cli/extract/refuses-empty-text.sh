# Without a rule the row is named, the value is not.
. "$CASE/demo.inc"; demo
sqlite3 demo.db "UPDATE payment SET name = '' WHERE n = 2"
extract -o out.csv; status=$?; ls out.csv 2>/dev/null; exit $status
