# A town that is gone from a month that was there before.
. "$CASE/beside.inc"
say '"plausible": {"rows_change": "49.999999%"}'
{ january; february; } | cells before; { january | head -n 1; february | head -n 1; } | cells rel
inspect --previous before
say '"plausible": {"rows_change": "50%"}'; inspect --previous before
