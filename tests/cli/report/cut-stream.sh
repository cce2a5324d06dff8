# A record set that ends too early is no record set.
. "$CASE/desk.inc"
things && head -c 1200 things.arrows >cut.arrows
report --records things=cut.arrows -o out; echo $?
