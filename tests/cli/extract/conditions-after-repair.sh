# A condition is about the value that comes out, not about the bytes stored.
name_rules='"on_empty": "null", "on_nul": "strip", "on_bad_utf8": "gb18030"'
aid_rules='"on_empty": "null"'
. "$CASE/demo.inc"; demo
sqlite3 demo.db "UPDATE payment SET name = CAST(x'b0b2cfaa' AS TEXT) WHERE n = 1; UPDATE payment SET name = CAST(x'e5ae8900e6baaa' AS TEXT) WHERE n = 2; UPDATE payment SET name = '', aid = '' WHERE n = 3; UPDATE payment SET aid = '12.5' WHERE n = 4"
for where in '"payment.name", "is": "安溪"' '"payment.name", "not": "安溪"' '"payment.name", "null": true' \
	'"payment.aid", "null": true' '"payment.aid", "is": "12.50"'; do
	plan '"columns": ["payment.n"], "where": [{"column": '"$where"'}]'
	echo "$where: $(extract -q | tr -d '\r' | sed 1d | tr '\n' ' ')"
done
