sed 's/"plain"/"direct"/' "$CASE/micro.json" >schema.json
yg-protect --microdata "$CASE/micro-protect.json" "$CASE/micro.csv" --schema schema.json -o out
code=$?
ls
exit $code
