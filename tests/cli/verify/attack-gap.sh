# A code without a row may be anything: a whole is no less than the others.
. "$TOP/tests/verify.sh"
codes gap area <<'C'
t
t1 t
t2 t
t3 t
C
release gap area n:flow:'count()' <<'C'
t,50,
t1,40,
t2,,c
C
yg-verify --attack --report all.csv gap; cat all.csv
