sed '0,/"yg.role": "label",/s///' "$CASE/towns.json" >towns.json
yg-protect "$CASE/protect.json" "$CASE/towns.csv" --schema towns.json -o out
