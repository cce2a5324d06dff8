# More columns than SQLite lets a function have arguments, and fewer, read the same.
. "$CASE/demo.inc"; demo
columns=$(seq 1 140 | sed 's/.*/c&/')
{ echo '{ "source": "demo", "label": "示例库", "tables": {"wide": {"label": "宽", "order": ["c1"], "columns": {'
  comma='  '; for c in $columns; do column "$c" int64; done; echo '}}}}'; } >config/fields/demo.json
{ echo 'CREATE TABLE wide ('; for c in $columns; do echo "$c INTEGER,"; done; echo 'PRIMARY KEY (c1));'
  for n in 2 1; do echo "INSERT INTO wide VALUES ($n"; for c in $columns; do [ "$c" = c1 ] || echo ", $n + ${c#c}"; done; echo ');'; done; } | sqlite3 demo.db
for n in 140 97; do
	list=$(echo "$columns" | head -$n | sed 's/.*/"wide.&"/' | paste -sd,)
	echo "{ \"dataset\": \"demo\", \"source\": \"demo\", \"from\": \"wide\", \"columns\": [$list] }" >pipelines/demo/extract.json
	extract -q | tr -d '\r' | cut -d, -f1,2,97
done
