# What "plausible" and "linkage" may not say.
. "$CASE/beside.inc"
january | cells rel
say '"plausible": {"rows_chnge": "1%"}'; inspect
say '"plausible": {"rows_change": "a fifth"}'; inspect
say '"plausible": {"totals": [{"column": "people", "change": "1%"}]}'; inspect
say '"linkage": {"quasi": ["area"], "k": 1}'; inspect
say '"linkage": {"quasi": ["age"], "k": 5}'; inspect
say_nothing; inspect --today yesterday
