# A table without rows is held, whatever inspect.json says.
. "$CASE/beside.inc"
say_nothing; cells rel </dev/null
inspect
