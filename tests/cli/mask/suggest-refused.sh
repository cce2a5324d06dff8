# No header, no draft: what stands in its place would become names.
try() { printf "$1" | yg-mask --suggest && exit 1; }
try ''
try '110105194912310021,x\n'
try 'id_no,12.50\n'
try 'a,,c\n'
try 'a,b,a\n'
try '\377\376,b\n1,2\n'
printf 'a\n1\n' >a.csv
yg-mask --suggest --schema x.json a.csv && exit 1
yg-mask --suggest -o x.json a.csv && exit 1
yg-mask --suggest a.csv a.csv && exit 1
yg-mask --table x a.csv && exit 1
yg-mask && exit 1
yg-mask --suggest absent.csv
