# Whoever changes the records, the reviewers or their keys is found out.
. "$CASE/reviewers.inc"; reviewed_site
sed -i 's/"key": "pseudonym"/"key":  "pseudonym"/' pipelines/demo/inspect.json
first >said && second >said
log=config/reviews/demo.jsonl who=config/reviews/reviewers.json
cp $log log; cp $who who; cp state/reviews/demo mark
try() {
	echo "$1:"; shift; "$@"
	yg run 2>&1 | no_time | sed 's/^/  /'
	cp log $log; cp who $who; cp mark state/reviews/demo
}
try "a character of a digest" sed -i '2s/"digest":"./"digest":"g/' $log
try "another digest" sed -i '2s/"digest":"..../"digest":"0000/' $log
try "another name" sed -i '4s/审定员乙/初审员甲/' $log
try "another step" sed -i '1s/"first"/"approve"/' $log
try "another time" sed -i -E '2s/"time":"20../"time":"1999/' $log
try "a blank" sed -i '3s/,"name"/, "name"/' $log
try "the first is removed" sed -i 1d $log
try "one in the middle is removed" sed -i 2d $log
try "the last is removed" sed -i '$d' $log
try "two change places" sed -i '1{h;d};2G' $log
try "the last comes twice" sed -i '$p' $log
try "all are removed" rm $log
try "the end is cut" truncate -s -1 $log
try "names change their keys" sed -i 's/初审员甲/丙/; s/审定员乙/初审员甲/; s/丙/审定员乙/' $who
try "a reviewer is removed" sed -i '/初审员甲/,/public_key/d' $who
try "a key is revoked" sed -i 's/"title": "分管副局长"/"title": "分管副局长", "revoked": "遗失"/' $who
try "a role is taken away" sed -i 's/\["approve"\]/["first"]/' $who
try "one key for two names" sed -i 's/"public_key": "MC.*"/"public_key": "MCowBQYDK2VwAyEAPUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw="/' $who
try "no reviewers" rm $who
cp -r pipelines/demo pipelines/other
try "the records of another pipeline" cp $log config/reviews/other.jsonl
