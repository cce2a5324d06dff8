# What is entered is judged.
. "$CASE/desk.inc"
things
entered 三 x; report --records things=things.arrows --entered entered.json -o out; echo $?
entered 3 x; sed 's/visits/visit/' entered.json >e.json; report --entered e.json -o out; echo $?
sed 's/2025/2024/' entered.json >e.json; report --entered e.json -o out; echo $?
sed 's/"by": "填报员", //' entered.json >e.json; report --entered e.json -o out; echo $?
