# Open questions and errors hold a report: nothing is written.
. "$CASE/desk.inc"
things
echo no input; report -o out; echo $?
echo not entered; report --records things=things.arrows -o out; echo $?
test -e out || echo nothing is written
