# Two that differ in one value cost one cell; the weight is not published.
cat >spec.json <<'J'
{ "microdata": { "quasi": [{"column": "town"}, {"column": "sex"}], "k": 2, "suppression": "1", "cells": "0.5", "weight": "w", "other": ["n"] } }
J
cat >schema.json <<'J'
{ "metadata": {"yg.state": "masked"}, "fields": [ {"name": "n", "type": "int64"}, {"name": "town", "type": "dict"}, {"name": "sex", "type": "dict"}, {"name": "w", "type": "float64"} ] }
J
printf 'n,town,sex,w\n1,100,1,10\n2,100,2,10.5\n3,200,1,4\n4,200,1,4\n5,300,2,3\n' >in.csv
yg-protect --microdata spec.json in.csv --schema schema.json --to csv --audit audit
cat audit
