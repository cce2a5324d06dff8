# Rows of two datasets that agree with no other: together they single somebody out.
. "$CASE/beside.inc"
printf '%s\n' 350524100,1-2,低 350524100,1-2,高 350524200,3+,低 350524200,3+,低 | records rel demo
mkdir -p public/d/other; printf '%s\n' 350524100,1-2,高 350524200,3+,低 350524200,3+,低 | records public/d/other/1 other
ln -s 1 public/d/other/latest
say '"linkage": {"quasi": ["area", "size"], "k": 2}'; inspect --public public
