# The history of cells before there is one, and where none of the pipelines has cells.
. "$TOP/tests/site.sh"; tiny_site; tiny_pipeline; demo_database; approve 2>/dev/null
yg history; echo $?
yg history demo; echo $?
yg -q run >/dev/null; ls -A private
yg history --rebuild; echo $?
yg history --rebuild demo; echo $?
yg history --rebuild nothing; echo $?
