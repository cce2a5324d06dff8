# Persons since January say nothing of the persons of one month, whose amount is published.
sed '/"name": "persons"/,/"name": "persons_status"/s/"stock"/"cumulative"/' "$CASE/periods.json" >periods.json
cp "$CASE/persons.json" .
yg-protect -q persons.json "$CASE/periods.csv" --schema periods.json --to csv
