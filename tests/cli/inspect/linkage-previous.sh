# One row joined a combination and one left another; a fresh sample may show it.
. "$CASE/beside.inc"
printf '%s\n' 350524100,1-2,低 350524100,1-2,高 350524200,3+,低 350524200,3+,低 350524200,3+,高 | records before demo
printf '%s\n' 350524100,1-2,低 350524100,1-2,高 350524100,1-2,低 350524200,3+,低 350524200,3+,低 | records rel demo
say '"linkage": {"quasi": ["area", "size"], "k": 2}'; inspect --previous before
say '"linkage": {"quasi": ["area", "size"], "k": 2, "sample": true}'; inspect --previous before
# Bands of another level cannot be compared.
cp before/demo.csv rel/; sed -i 's/level=1/level=2/' rel/datapackage.json; sums rel
say '"linkage": {"quasi": ["area", "size"], "k": 2}'; inspect --previous before
