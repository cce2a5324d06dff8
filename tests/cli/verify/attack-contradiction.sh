# Shown values that contradict each other whatever is believed are not silently passed.
. "$TOP/tests/verify.sh"
release odd area kind n:flow:'count()' <<'C'
_T,_T,10,
_T,a,20,
_T,b,,c
x,_T,10,
x,a,20,
x,b,,c
C
yg-verify --attack odd
