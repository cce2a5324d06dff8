# One mistake at a time; each says where.
try() {
	sed "$1" "$CASE/micro-protect.json" >protect.json
	yg-protect --microdata protect.json "$CASE/micro.csv" --schema "$CASE/micro.json" -o out 2>&1
	echo "status $?"
}
try 's/"k": 2/"k": 1/'
try 's/"suppression": "0.1"/"suppression": "1.5"/'
try 's/"suppression": "0.1"/"supression": "0.1"/'
try 's/"l": 2/"t": "0.5", "distance": "hierarchical"/'
try 's/"l": 2/"l": 2, "c": "2"/'
try 's/, "l": 2//'
try 's/"from": 1/"from": 4/'
try 's/"labels": \["town", "side", "all"\]/"labels": ["town"]/'
try 's/"column": "sex"/"column": "sax"/'
try 's/"column": "sex"/"column": "age"/'
try 's/"column": "age", "bands"/"column": "age", "tree": ["*"], "bands"/'
try 's/"other"/"cells": "0.1", "other"/'
try 's/"metric"/"x"/; s/"suppression"/"metric": "entropie", "suppression"/'
