# The database compares what is stored, so both sides must be stored in one form.
. "$CASE/demo.inc"; demo
sed 's/"hh": {"label": "hh", "type": "utf8", \(.*\)},$/"hh": {"label": "hh", "type": "utf8", "stored": ["integer"], \1},/' config/fields/demo.json |
	awk '/"stored": \["integer"\], "class"/ && n++ { sub(/"stored": \["integer"\], /, "") } 1' >new
mv new config/fields/demo.json
plan '"columns": ["payment.n"], "join": [{"table": "household", "on": {"hh": "payment.hh"}}]'
extract
