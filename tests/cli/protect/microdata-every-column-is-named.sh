sed '/"other"/d' "$CASE/micro-protect.json" >protect.json
yg-protect --microdata protect.json "$CASE/micro.csv" --schema "$CASE/micro.json"
