sed 's/"households"/"houshold"/' "$CASE/protect.json" >protect.json
yg-protect protect.json "$CASE/towns.csv" --schema "$CASE/towns.json" -o out
