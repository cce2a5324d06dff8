# Noise is drawn once: a second run gives the same bytes and costs nothing; other data cost
# again, until nothing is left.
. "$CASE/method-world"
aggregate "$persons, $amount"
cat >protect.json <<J
{"method": {"laplace": {"counts": [{"measure": "persons", "sensitivity": 1},
 {"measure": "amount", "sensitivity": "700.00", "cells": 2}], "epsilon": "8",
 "budget": "once", "total": "20", "key": "noise"}}}
J
yg-protect -q protect.json cells --budget ledger -o safe && statement safe
yg-protect -q protect.json cells --budget ledger -o again && cmp safe again
yg-protect -q protect.json cells --budget ledger --to csv | cut -d, -f1,5,9,13,15
for n in 61 62; do
	person $n 350524300 01 2026-02 >>masked.csv
	aggregate "$persons, $amount"
	yg-protect -q protect.json cells --budget ledger -o other || echo "status $?"
done
cmp -s safe other || echo other noise
cut -d, -f1-3,5- ledger
