# A lock that goes away in time is waited for.
. "$CASE/demo.inc"; demo
hold 'BEGIN EXCLUSIVE'
extract -q --wait 60 -o out.csv 3>&- &
pid=$!
sleep 0.1
let_go; wait $pid
wc -l <out.csv
