# A new month beside the release before it changes nothing; what is asked for holds.
. "$CASE/beside.inc"
january | cells before; { january; february; } | cells rel
say '"plausible": {"rows_change": "0%", "totals": [{"column": "persons", "change": "2%"}],
  "complete": [{"column": "area", "codes": "area", "level": "town", "under": "350524"}],
  "last_period_must_hold": "persons", "max_age_days": 31}'
inspect --previous before
