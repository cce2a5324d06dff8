# Codes of an of-which dimension overlap and are no more than the whole.
. "$TOP/tests/verify.sh"
release some group:of-which n:flow:'count()' <<'C'
_T,50,
female,40,
old,,c
C
yg-verify --attack --report all.csv some; cat all.csv
