# Clock, time zone, language, working folder and umask do not show in the bytes.
. "$CASE/cells.inc"; tiny_cells; package_json '"csv", "excel-csv", "json", "xlsx", "gzip", "zip"'
yg-package -q -o one package.json --schema schema.json cells.csv || exit
mkdir sub && cd sub || exit
# A preloaded library may not go with a sanitizer: then without another clock.
clock='faketime 2031-02-03'; $clock yg-package -V >/dev/null 2>&1 || clock=
sleep 1
TZ=Asia/Shanghai LANG=zh_CN.UTF-8 LC_ALL=C.UTF-8 $clock \
	yg-package -q -o ../two ../package.json --schema ../schema.json ../cells.csv || exit
diff -r ../one ../two && echo same
