# The register's order, then the row number.
. "$CASE/demo.inc"; demo
sed -i 's/"order": \["n"\]/"order": ["month", "hh"]/' config/fields/demo.json
sqlite3 demo.db "UPDATE payment SET month = '2025-12' WHERE n = 4; INSERT INTO payment VALUES (0, 'h1', NULL, NULL, 1, NULL, NULL, '2026-02')"
plan '"columns": ["payment.n", "payment.month", "payment.hh"]'
extract -q -j 2
