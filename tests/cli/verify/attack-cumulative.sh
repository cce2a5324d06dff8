# A flow is the difference of two sums since January, also from another release.
. "$TOP/tests/verify.sh"
release flow area period paid:flow:'sum(amount)' <<'C'
_T,2025-01,100.00,
_T,2025-02,120.00,
a,2025-01,40.00,
a,2025-02,,c
b,2025-01,60.00,
b,2025-02,,c
C
release year area period so_far:cumulative:'sum(amount)' <<'C'
a,2025-01,40.00,
a,2025-02,100.00,
b,2025-01,60.00,
C
yg-verify --attack flow; echo "status $?"
yg-verify --attack flow year
