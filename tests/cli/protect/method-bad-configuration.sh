# Everything that does not fit is said with its line, and nothing is written.
. "$CASE/method-world"
aggregate "$payments, $persons, $amount, $key"
try() {
	echo "$1" >protect.json
	yg-protect protect.json cells --budget ledger -o safe 2>&1
	echo "status $?"
}
round() { try "{\"method\": {\"rounding\": $1}}"; }
cell_key() { try "{\"method\": {\"cell_key\": {\"key_measure\": \"key\", $1}}}"; }
laplace() { try "{\"method\": {\"laplace\": {\"budget\": \"b\", \"key\": \"noise\", $1}}}"; }
try '{"method": "rounding"}'
try '{"method": {"swapping": {}}}'
try '{"method": {}}'
try '{"method": {"rounding": {"base": 3, "counts": ["payments"]}, "laplace": {}}}'
round '{"base": 4, "counts": ["payments"]}'
round '{"base": 3, "counts": []}'
round '{"base": 3, "counts": ["payments", "payments"]}'
round '{"base": 3, "counts": ["payment"]}'
round '{"base": 3, "counts": ["payments"]}'
round '{"base": 3, "counts": ["payments", "persons", "amount"]}'
round '{"base": 3, "counts": ["key"]}'
round '{"base": 3, "counts": ["payments"], "seed": 1}'
cell_key '"counts": ["persons"], "D": 0, "V": "3"'
cell_key '"counts": ["persons"], "D": 5, "V": "three"'
cell_key '"counts": ["persons"], "D": 5, "V": "0"'
cell_key '"counts": ["persons"], "D": 5, "V": 3'
cell_key '"counts": ["persons"], "D": 5, "V": "3", "pstay": "1"'
cell_key '"counts": ["persons"], "D": 5, "V": "3", "js": 11'
laplace '"counts": [{"measure": "persons"}], "epsilon": "1", "total": "1"'
laplace '"counts": [{"measure": "persons", "sensitivity": 0}], "epsilon": "1", "total": "1"'
laplace '"counts": [{"measure": "persons", "sensitivity": 1}], "epsilon": "1/0", "total": "1"'
laplace '"counts": [{"measure": "persons", "sensitivity": 1}], "rho": "1", "total": "1"'
laplace '"counts": [{"measure": "persons", "sensitivity": 1}], "epsilon": "1", "total": "1"'
laplace '"counts": [{"measure": "persons", "sensitivity": 1, "cells": 0}], "epsilon": "1", "total": "1"'
ls | grep -E "safe|ledger"
exit 0
