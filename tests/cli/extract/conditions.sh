# Every form of condition, whether the database decides it or not.
. "$CASE/demo.inc"; demo
for where in '"payment.name", "is": "甲一"' '"payment.name", "not": "甲一"' '"payment.name", "in": ["甲一", "乙二"]' \
	'"payment.area", "under": "3505"' '"payment.area", "under": "350524200"' '"payment.area", "null": true' \
	'"payment.amount", "at_least": "0.50"' '"payment.amount", "at_most": "0.50"' '"payment.amount", "is": "620"' \
	'"payment.aid", "at_least": "3"' '"payment.aid", "null": false' '"payment.day", "at_least": "2026-02-28"' \
	'"payment.day", "is": "2026-01-15"' '"payment.n", "in": [2, 3]' '"payment.month", "at_most": "2026-02"'; do
	plan '"columns": ["payment.n"], "where": [{"column": '"$where"'}]'
	echo "$where: $(extract -q | tr -d '\r' | sed 1d | tr '\n' ' ')"
done
