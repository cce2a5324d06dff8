# A reviewer's key is for its owner alone, and no link.
. "$CASE/reviewers.inc"; . "$TOP/tests/site.sh"; tiny_site; tiny_pipeline; reviewers
chmod 644 chu.pem; first; echo $?
chmod 600 chu.pem; ln -s chu.pem link.pem; yg review --sign first --as 初审员甲 --key link.pem demo; echo $?
yg review --sign first --as 初审员甲 --key none.pem demo; echo $?
sed '2s/./x/' chu.pem >bad.pem; chmod 600 bad.pem; yg review --sign first --as 初审员甲 --key bad.pem demo; echo $?
ls config/reviews
