# A release must be able to say how it was protected.
. "$CASE/held.inc"; held_cells
for method in '{\\"method\\":\\"magic\\"}' '{}' 'suppression'; do
	sed "s/\"yg.method\": \".*}\", \"yg.dataset\"/\"yg.method\": \"$method\", \"yg.dataset\"/" held.json >bad.json
	yg-package -q -o out package.json --schema bad.json <held.csv
	echo $?
done
