# Names are quoted, whatever they say, and values are no part of the query.
. "$CASE/demo.inc"; demo
sqlite3 demo.db 'ALTER TABLE payment RENAME COLUMN hh TO "select"; ALTER TABLE payment RENAME COLUMN area TO "x; DROP TABLE payment --"; ALTER TABLE payment RENAME TO "group"'
sed -i '0,/"hh": {"label": "hh"/s//"select": {"label": "hh"/; s/"area":/"x; DROP TABLE payment --":/; s/"payment"/"group"/' config/fields/demo.json
query() {
	echo '{ "dataset": "demo", "source": "demo", "from": "group", "columns": ["group.n", {"column": "group.x; DROP TABLE payment --", "as": "x"}], "where": [{"column": "group.select", "is": "'"$1"'"}] }' >pipelines/demo/extract.json
	extract
}
query h2
query "h2' OR '1' = '1"
