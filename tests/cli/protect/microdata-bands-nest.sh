sed 's/\["30", "60"\]/["30", "50"]/' "$CASE/micro-protect.json" >protect.json
yg-protect --microdata protect.json "$CASE/micro.csv" --schema "$CASE/micro.json" -o out
