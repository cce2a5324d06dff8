# A new month of which half is missing is beyond its share of the month before it.
. "$CASE/beside.inc"
january | cells before; { january; printf '350524100,2026-02,49,\n350524200,2026-02,27,\n'; } | cells rel
say '"plausible": {"totals": [{"column": "persons", "where": {"area": "350524100"}, "change": "40%"}, {"column": "persons", "where": {"area": "999"}, "change": "40%"}]}'
inspect --previous before
