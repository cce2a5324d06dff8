# The first review and the approval are by two, in this order, each with the own key and role.
. "$CASE/reviewers.inc"; . "$TOP/tests/site.sh"; tiny_site; tiny_pipeline; reviewers
try() { echo "$*"; yg review --sign "$@" demo 2>&1; echo $?; }
try approve --as 审定员乙 --key shen.pem
try first --as 审定员乙 --key shen.pem
try first --as 初审员甲 --key shen.pem
try first --as 丙 --key shen.pem
try first --as 初审员甲 --key chu.pem
try approve --as 初审员甲 --key chu.pem
sed -i 's/"1.0.0"/"1.0.1"/' pipelines/demo/package.json
try approve --as 审定员乙 --key shen.pem
yg review --list
