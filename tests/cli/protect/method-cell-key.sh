# The same persons, the same count: the county in February is the town where nobody else is.
. "$CASE/method-world"
aggregate "$payments, $persons, $key"
cat >protect.json <<J
{"method": {"cell_key": {"key_measure": "key", "counts": ["persons", "payments"],
 "D": 5, "V": "3", "js": 2, "pstay": "0.5"}}}
J
yg-protect -q protect.json cells -o safe && statement safe
yg-protect -q protect.json cells --to csv | cut -d, -f1,5,9,13,15
