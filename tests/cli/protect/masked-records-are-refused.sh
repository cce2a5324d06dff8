sed 's/"cells"/"masked"/' "$CASE/towns.json" >masked.json
yg-protect "$CASE/protect.json" "$CASE/towns.csv" --schema masked.json -o out --audit audit
code=$?
ls
exit $code
