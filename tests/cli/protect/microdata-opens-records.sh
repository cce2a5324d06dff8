# The one of the west is dropped; nobody else stands alone, and no class shares one relief.
yg-protect --microdata "$CASE/micro-protect.json" "$CASE/micro.csv" --schema "$CASE/micro.json" --to csv --audit audit
cat audit
stat -c 'mode %a' audit
