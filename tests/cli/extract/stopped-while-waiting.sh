# SIGTERM ends the waiting; no output appears.
. "$CASE/demo.inc"; demo
hold 'BEGIN EXCLUSIVE'
yg-extract pipelines/demo/extract.json --wait 60 -o out.yg 3>&- & pid=$!
sleep 0.2; kill -TERM $pid
{ wait $pid; } 2>/dev/null; echo $?
ls out.yg* .out* 2>/dev/null
let_go
