# A table that is not what its package says.
. "$CASE/beside.inc"
say_nothing; january | cells rel; sed -i '1s/,persons,/,people,/' rel/demo.csv; sums rel
inspect
