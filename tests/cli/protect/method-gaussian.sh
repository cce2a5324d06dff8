# Without --budget the ledger is in the site's private folder.  Negative counts are shown.
. "$CASE/method-world"
aggregate "$payments"
cat >protect.json <<J
{"method": {"gaussian": {"counts": [{"measure": "payments", "sensitivity": 1, "cells": 2}],
 "rho": "1/10", "budget": "once", "total": "0.1", "key": "noise", "at_least_zero": false}}}
J
yg-protect -q protect.json cells -o safe && statement safe
yg-protect -q protect.json cells --to csv | cut -d, -f1,5,9,13,14
cut -d, -f1-3,5- private/noise-budgets.jsonl
