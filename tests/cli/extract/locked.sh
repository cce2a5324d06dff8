# A writer that holds the file: try again later.
. "$CASE/demo.inc"; demo
hold 'BEGIN EXCLUSIVE'
extract --wait 0; status=$?
let_go; exit $status
