# A stock of a quarter is that of its last month.
. "$TOP/tests/verify.sh"
release stock area period n:stock:'distinct(person)' <<'C'
_T,2025-Q1,40,
_T,2025-01,30,
_T,2025-02,30,
_T,2025-03,40,
a,2025-Q1,12,
a,2025-01,10,
a,2025-02,10,
a,2025-03,,c
b,2025-Q1,,c
b,2025-01,20,
b,2025-02,20,
b,2025-03,,c
C
yg-verify --attack stock
