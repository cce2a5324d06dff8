# By the first bits of the pseudonym, whatever the order: "A" is 0, "_" is 63 of 64.
cat >spec.json <<'J'
{ "microdata": { "quasi": [{"column": "town"}], "k": 2, "sample": {"by": "household", "one_in": 2} } }
J
cat >schema.json <<'J'
{ "metadata": {"yg.state": "masked"}, "fields": [ {"name": "household", "type": "utf8", "metadata": {"yg.class": "pseudonym"}}, {"name": "town", "type": "dict", "metadata": {"yg.class": "quasi"}} ] }
J
cat >in.csv <<'C'
household,town
AAAAAAAAAAAAAAAAAAAAAA,100
_AAAAAAAAAAAAAAAAAAAAA,100
f_AAAAAAAAAAAAAAAAAAAA,100
gAAAAAAAAAAAAAAAAAAAAA,100
,100
BAAAAAAAAAAAAAAAAAAAAA,100
C
yg-protect --microdata spec.json in.csv --schema schema.json --to csv --audit audit
tail -n 2 audit
printf 'household,town\n11010519,100\n11010.19,100\n' >in.csv
yg-protect --microdata spec.json in.csv --schema schema.json --to csv
