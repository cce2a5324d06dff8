# Without the day a value of an earlier day would pass for today's.
. "$CASE/held.inc"; held_cells; package_json '"csv"' '"drop": ["as_of"],'
yg-package -q -o out package.json --schema held.json <held.csv
