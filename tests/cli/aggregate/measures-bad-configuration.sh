# What is wrong with a measure, in words that lead to the place.
. "$CASE/world"
try() {
	echo '{ "dimensions": [{"name": "area", "label": "区划", "column": "area", "levels": ["town"]}],' >demo.json
	echo "\"measures\": [{\"name\": \"m\", \"label\": \"m\", \"kind\": \"flow\", $1}] }" >>demo.json
	aggregate >out 2>&1
	echo "$? $(sed 's/^yg-aggregate: demo.json//' out)"
}
try '"largest": "amount", "by": "person", "rank": 1'
try '"largest": "amount", "by": "person", "rank": 1, "publish": true'
try '"largest": "amount", "by": "person", "rank": 9, "publish": false'
try '"largest": "amount", "by": "person", "publish": false'
try '"largest": "amount", "rank": 1, "publish": false'
try '"largest": "amount", "by": "persn", "rank": 1, "publish": false'
try '"largest": "person", "by": "person", "rank": 1, "publish": false'
try '"sum": "amount", "by": "person"'
try '"sum": "amount", "rank": 1'
try '"sum": "amount", "where": {"column": "sex", "is": "2"}'
try '"sum": "amount", "where": [{"column": "sexx", "is": "2"}]'
try '"sum": "amount", "were": [{"column": "sex", "is": "2"}]'
filters=
for i in $(seq 33); do
	filters="$filters${filters:+\}, \{\"name\": \"m$i\", \"label\": \"m\", \"kind\": \"flow\", }\"sum\": \"amount\", \"where\": [{\"column\": \"amount\", \"at_least\": $i}]"
done
try "$(echo "$filters" | tr -d '\\')"
