sed 's/"suppression"/"risk": {"threshold": "0.25", "gate": true}, "suppression"/' "$CASE/micro-protect.json" >protect.json
yg-protect --microdata protect.json "$CASE/micro.csv" --schema "$CASE/micro.json" --audit audit -o out
code=$?
ls
exit $code
