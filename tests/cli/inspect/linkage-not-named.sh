# Microdata without "linkage", and with a quasi-identifier that it does not name.
. "$CASE/beside.inc"
printf '%s\n' 350524100,1-2,低 350524100,1-2,高 | records rel demo
say_nothing; inspect
say '"linkage": {"quasi": ["area"], "k": 2}'; inspect
