# A combination that one row has; an empty cell looks like any value.
. "$CASE/beside.inc"
say '"linkage": {"quasi": ["area", "size"], "k": 2}'
printf '%s\n' 350524100,1-2,低 350524100,1-2,高 350524200,3+,低 350524200,3+,低 350524100,3+,高 | records rel demo
inspect
printf '%s\n' 350524100,1-2,低 350524100,1-2,高 350524200,3+,低 350524200,3+,低 350524100,,高 | records rel demo
inspect
