# Values of an earlier day (p) are taken for near tonight's, until that contradicts what is shown.
. "$TOP/tests/verify.sh"
release held area period n:stock:'distinct(person)' <<'C'
_T,2025-01,30,
a,2025-01,10,p
b,2025-01,12,
c,2025-01,,c
_T,2025-02,30,
a,2025-02,25,p
b,2025-02,12,
c,2025-02,,c
_T,2025-03,30,
a,2025-03,10,
b,2025-03,12,
c,2025-03,8,
C
yg-verify --attack --report all.csv held; echo "status $?"; cat all.csv
sed -i 's/"name": "held"/&, "protection": {"method": "suppression", "threshold": 3}/' held/datapackage.json
yg-verify --attack --report all.csv held; echo "status $?"; cat all.csv
