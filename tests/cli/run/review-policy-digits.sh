# Who looked at one policy does not sign another one that has come in between.
. "$CASE/reviewers.inc"; . "$TOP/tests/site.sh"; tiny_site; tiny_pipeline; reviewers
sign() { yg review --sign first --as 初审员甲 --key chu.pem "$@" 2>&1; echo $?; }
seen=$(yg review demo | sed -n 's/^  policy  *\([0-9a-f]*\),.*/\1/p')
sed -i 's/示例数据/别的数据/' pipelines/demo/package.json
sign --policy "$seen" demo | sed 's/[0-9a-f]\{12\}/DIGITS/'
seen=$(yg review demo | sed -n 's/^  policy  *\([0-9a-f]*\),.*/\1/p')
sign --policy "$seen" demo
sign --policy "${seen%?}" demo
sign --policy "$seen" demo demo
yg review --policy "$seen" demo; echo $?
yg run --policy "$seen" demo; echo $?
