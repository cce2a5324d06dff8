# The last stage compares its columns with what arrives, without a row and without a release.
. "$CASE/reviewers.inc"; . "$TOP/tests/site.sh"; tiny_site; tiny_pipeline; demo_database
sed -i 's/"columns": {}/"columns": {"amuont": {"description": "x"}}/' pipelines/demo/package.json
approve; yg check; echo $?; ls -d public work 2>/dev/null
