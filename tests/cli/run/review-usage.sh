# What does not go together.
. "$CASE/reviewers.inc"; . "$TOP/tests/site.sh"; tiny_site; tiny_pipeline; reviewers
yg review --list --demo
yg review --sign first demo
yg review --sign second --as 初审员甲 --key chu.pem demo
yg review --sign first --as 初审员甲 --key chu.pem
yg review --as 初审员甲
yg review --report 26
yg run --demo
yg review dmeo
