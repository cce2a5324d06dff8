# Demonstration approvals say what they are, once; and are worth nothing on a real site.
. "$CASE/reviewers.inc"; . "$TOP/tests/site.sh"; tiny_site; tiny_pipeline
yg review --demo; yg review --demo; yg review --list | no_time
grep -c '"demo":true,"signature"' config/reviews/demo.jsonl; stat -c %a keys/review-first.pem keys/review-approve.pem
sed -i 's/"demo": true/"demo": false/' config/site.json
yg review --demo; echo $?
yg run; echo $?
