# A town that the newest month does not have, though an older one has it; values of nobody.
. "$CASE/beside.inc"
say '"plausible": {"complete": [{"column": "area", "codes": "area", "level": "town"}], "last_period_must_hold": "persons", "max_age_days": 19}'
{ january; printf '350524100,2026-02,0,\n'; } | cells rel
inspect
