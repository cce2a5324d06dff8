# Persons in two kinds are counted once in the total, as shown cells prove: only bounds are left.
. "$TOP/tests/verify.sh"
release persons area kind n:stock:'distinct(person)' <<'C'
_T,_T,50,
_T,a,40,
_T,b,20,
x,_T,20,
x,a,15,
x,b,,c
y,_T,30,
y,a,25,
y,b,,c
C
yg-verify --attack --report all.csv persons; status=$?; cat all.csv; exit $status
