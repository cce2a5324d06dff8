# The empty entry form reads back: nobody has signed it yet.
. "$CASE/desk.inc"
report --blank-entry entry.xlsx && report --entered entry.xlsx -o out
echo $?
