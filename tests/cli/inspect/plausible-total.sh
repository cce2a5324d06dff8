# A revised month beyond its share; a share is exact, and it is the month's, not that of all.
. "$CASE/beside.inc"
{ january; february; } | cells before; { january; printf '350524100,2026-02,117,\n350524200,2026-02,51,\n'; } | cells rel
for share in 9.803921 9.803922; do
	say "\"plausible\": {\"totals\": [{\"column\": \"persons\", \"change\": \"$share%\"}]}"; inspect --previous before
done
