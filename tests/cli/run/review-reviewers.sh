# A wrong reviewers.json is told with its line.
. "$CASE/reviewers.inc"; . "$TOP/tests/site.sh"; tiny_site; tiny_pipeline; reviewers
cp config/reviews/reviewers.json good
try() { sed -i "$1" config/reviews/reviewers.json; yg review 2>&1; echo $?; cp good config/reviews/reviewers.json; }
try 's/"title"/"titel"/'
try 's/\["approve"\]/["approves"]/'
try 's/\["approve"\]/[]/'
try '2s/"ed25519"/"sm2"/'
try '2s/"ed25519"/"rsa"/'
try 's/审定员乙/初审员甲/'
try '3s/11qY/11q*/'
try 's/"title": "办公室科员"/"title": "办公室科员", "until": "2026-13-01"/'
try 's/审定员乙/ 初审员 甲/'
try 's/审定员乙/初审\\u200b员甲/'
try 's/审定员乙/\\u001b[2K甲/'
try '1s/^/\xef\xbb\xbf/'
try 's/"title"/"name": "丙", "title"/'
try 's/$/\r/' | head -n 1
