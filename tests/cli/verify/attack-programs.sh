# Every line and every column has two hidden cells, yet w,b follows from four of them together.
. "$TOP/tests/verify.sh"
release leak row column n:flow:'count()' <<'C'
_T,_T,380,
_T,a,80,
_T,b,130,
_T,c,80,
_T,d,90,
w,_T,100,
w,a,,c
w,b,,c
w,c,,c
w,d,10,
x,_T,70,
x,a,,c
x,b,20,
x,c,,c
x,d,10,
y,_T,90,
y,a,20,
y,b,,c
y,c,10,
y,d,,c
z,_T,120,
z,a,10,
z,b,,c
z,c,30,
z,d,,c
C
yg-verify --attack leak
