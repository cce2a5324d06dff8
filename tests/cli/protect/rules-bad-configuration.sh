# What is wrong in protect.json, in words that lead to the place.
try() {
	printf '%s\n' "$1" | sed 's/FREQUENCY/"minimum_frequency":{"threshold":5,"counts":["persons"]}/' >protect.json
	yg-protect -q protect.json "$CASE/towns.csv" --schema "$CASE/towns.json" >out 2>said
	echo "$? $(sed 's/^yg-protect: protect.json//' said)"
	[ ! -s out ] || echo "something was written"
}
rule() { try "{FREQUENCY, \"rules\":[$1]}"; }
top='"largest":["households","households"]'

try '{}'
try '{"zeros":"protect"}'
try '{"minimum_frequencey":{"threshold":5,"counts":["persons"]}}'
try '{"minimum_frequency":{"threshold":1,"counts":["persons"]}}'
try '{"minimum_frequency":{"threshold":5,"counts":[]}}'
try '{"minimum_frequency":{"threshold":5,"counts":["person"]}}'
try '{"minimum_frequency":{"threshold":5,"counts":["amount"]}}'
try '{FREQUENCY, "zeros":"hide"}'
rule '{"rule":"dominence","measure":"persons"}'
rule '{"rule":"dominance","measure":"persons","n":0,"k":"80%","largest":[]}'
rule '{"rule":"dominance","measure":"persons","n":9,"k":"80%","largest":[]}'
rule '{"rule":"dominance","measure":"persons","n":1,"k":"0.8","largest":["households"]}'
rule '{"rule":"dominance","measure":"persons","n":1,"k":80,"largest":["households"]}'
rule '{"rule":"dominance","measure":"persons","n":1,"k":"0%","largest":["households"]}'
rule '{"rule":"dominance","measure":"persons","n":1,"k":"101%","largest":["households"]}'
rule '{"rule":"dominance","measure":"persons","n":1,"k":"85.00001%","largest":["households"]}'
rule '{"rule":"dominance","measure":"persons","n":2,"k":"80%","largest":["households"]}'
rule '{"rule":"dominance","measure":"persons","n":1,"k":"80%","largest":["household"]}'
rule '{"rule":"dominance","measure":"amount","n":1,"k":"80%","largest":["households"]}'
rule '{"rule":"dominance","measure":"amonut","n":1,"k":"80%","largest":["households"]}'
rule '{"rule":"dominance","measure":"persons","n":1,"k":"80%","p":"15%","largest":["households"]}'
rule "{\"rule\":\"p-percent\",\"measure\":\"persons\",\"p\":\"1001%\",$top}"
rule "{\"rule\":\"p-percent\",\"measure\":\"persons\",\"q\":\"15%\",$top}"
rule "{\"rule\":\"pq\",\"measure\":\"persons\",\"p\":\"60%\",\"q\":\"60%\",$top}"
rule '{"rule":"request","measure":"persons","requested":"askers","share":"50%"}'
rule '{"rule":"request","measure":"persons","requested":"households"}'
rule '{"rule":"group","dimension":"relief_typ","count":"persons","share":"100%"}'
rule '{"rule":"group","dimension":"relief_type","count":"amount","share":"100%"}'
try '{FREQUENCY, "relations":[{"whole":"persons","part":"amount"}]}'
try '{FREQUENCY, "relations":[{"whole":"persons","parts":"households"}]}'
try '{FREQUENCY, "per_head":[{"sum":"amount","count":"persons"}]}'
try '{FREQUENCY, "per_head":[{"sum":"amount","count":"persons","low":"1.001"}]}'
try '{FREQUENCY, "per_head":[{"sum":"amount","count":"persons","low":"2.00","high":"1.00"}]}'
try '{FREQUENCY, "weights":[{"dimension":"division","level":"twon","weight":"2"}]}'
try '{FREQUENCY, "weights":[{"dimension":"divison","level":"town","weight":"2"}]}'
try '{FREQUENCY, "weights":[{"dimension":"division","level":"town","weight":"0"}]}'
try '{FREQUENCY, "weights":[{"dimension":"division","level":"town"}]}'
try '{FREQUENCY, "fallback":[{"dimension":"division","level":"village"}]}'
try '{FREQUENCY, "audit":{"rounds":-1}}'
try '{FREQUENCY, "audit":{"pivot":1}}'
try '{FREQUENCY, "night":{"minimum_change":0}}'
try '{FREQUENCY, "night":{"final_after":-1}}'
try '{FREQUENCY, "night":{"revise":["2026-13"]}}'
try '{FREQUENCY, "cost":"people"}'
try '{FREQUENCY, "keep":[1]}'
