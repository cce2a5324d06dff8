# What begins as a stream and is none leaves nothing behind.
. "$CASE/cells.inc"; tiny_cells
printf '\377\377\377\377\020\000\000\000garbage' >broken
yg-package -o out package.json broken 2>said; echo $?
: >nothing; yg-package -o out package.json nothing; echo $?
ls -a
