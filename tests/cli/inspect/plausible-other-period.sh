# Releases of other periods are compared where they meet, and not where they do not.
. "$CASE/beside.inc"
say '"plausible": {"rows_change": "1%", "totals": [{"column": "persons", "change": "1%"}]}'
{ january; february; } | cells before; january | cells rel; inspect --previous before
february | cells before; inspect_aloud --previous before
