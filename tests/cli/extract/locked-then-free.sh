# A lock that goes away in time is waited for.
. "$CASE/demo.inc"; demo
hold 'BEGIN EXCLUSIVE'
{ exec 3>&-; extract -q --wait 60 -o out.csv; } &
pid=$!
sleep 0.1
let_go; wait $pid
wc -l <out.csv
