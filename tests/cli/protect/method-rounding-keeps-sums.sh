# Person 1 gets two kinds of relief, so persons do not add up over them.
. "$CASE/method-world"
person 1 350524100 02 2026-01 >>masked.csv
aggregate "$persons"
echo '{"method": {"rounding": {"base": 3, "counts": ["persons"]}}}' >protect.json
yg-protect protect.json cells -o safe
