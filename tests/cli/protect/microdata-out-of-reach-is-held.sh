sed 's/"k": 2/"k": 13/' "$CASE/micro-protect.json" >protect.json
yg-protect --microdata protect.json "$CASE/micro.csv" --schema "$CASE/micro.json" --audit audit -o out
code=$?
ls
exit $code
