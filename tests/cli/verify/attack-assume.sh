# Nothing shown says whether persons overlap: exact only if the reader takes it that they do not.
. "$TOP/tests/verify.sh"
release persons kind n:stock:'distinct(person)' <<'C'
_T,50,
a,40,
b,,c
C
yg-verify --attack persons; echo "status $?"
yg-verify --attack --assume-additive persons
