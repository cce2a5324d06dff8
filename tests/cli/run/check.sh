# Everything that a night would trip over is one line each; then a good one.
. "$CASE/reviewers.inc"; . "$TOP/tests/site.sh"; tiny_site; tiny_pipeline; demo_database
cp -r pipelines/demo pipelines/second; cp -r pipelines/demo pipelines/third
sed -i 's/"key": "pseudonym"/"key": "other"/; s/"columns"/"key": "other", "columns"/' pipelines/second/inspect.json pipelines/second/mask.json
sed -i 's/"month": {"treatment": "keep"}/"month": {"treatment": "level", "level": "x"}/' pipelines/third/mask.json
approve demo third
yg check; echo $?
yg check demo; echo $?; ls -A . work 2>/dev/null | grep -c release
sqlite3 demo.db 'ALTER TABLE payment ADD COLUMN memo TEXT'
yg check demo; echo $?
