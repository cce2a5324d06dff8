sed 's/"masked"/"cells"/' "$CASE/micro.json" >schema.json
yg-protect --microdata "$CASE/micro-protect.json" "$CASE/micro.csv" --schema schema.json -o out
