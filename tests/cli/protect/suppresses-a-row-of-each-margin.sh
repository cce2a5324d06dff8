# One small cell; its row and its column each lose one more, the zero stays.
yg-protect "$CASE/protect.json" "$CASE/towns.csv" --schema "$CASE/towns.json" --to csv --audit audit
cat audit
stat -c 'mode %a' audit
