# Every rule of a cell is kept in the audit, with its measure in words.
cat >protect.json <<'J'
{ "minimum_frequency": {"threshold": 4, "counts": ["persons"], "basis": "统计法第二十八条"},
  "rules": [ {"rule": "dominance", "measure": "persons", "n": 1, "k": "99.5%", "largest": ["households"], "basis": "统计法第二十八条"},
    {"rule": "group", "dimension": "relief_type", "count": "persons", "share": "75%"} ],
  "zeros": "protect", "per_head": [{"sum": "amount", "count": "persons", "low": "540", "high": "540.00"}],
  "relations": [{"whole": "persons", "part": "households"}] }
J
# The largest household has 40 of 100, in one town nearly all.
awk -F, -v OFS=, 'NR > 1 { $11 = int($9 * ($1 ~ /102000/ && $5 == "0201" ? 1 : .4)) } { print }' \
	"$CASE/towns.csv" >cells.csv
sed 's/"yg.kind": "flow"/"yg.kind": "stock"/' "$CASE/towns.json" >cells.json
yg-protect -q protect.json cells.csv --schema cells.json --audit audit --to csv >safe.csv
grep '"status":"primary"' audit | grep -o '"cell":{[^}]*}\|"reason":"[^"]*"'
