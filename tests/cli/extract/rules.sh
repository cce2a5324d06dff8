# Each rule does what it says, and is counted.
name_rules='"on_empty": "null", "on_nul": "strip", "on_bad_utf8": "gb18030"'
area_rules='"on_empty": "null", "on_bad_code": "keep"'
amount_rules='"on_bad_value": "reject-row"'
aid_rules='"on_empty": "null", "on_bad_value": "null"'
day_rules='"on_empty": "null", "on_bad_value": "null"'
. "$CASE/demo.inc"; demo
sqlite3 demo.db "INSERT INTO payment VALUES
(5, 'h1', '', '', 'ten', '1', '2026-01-01', '2026-01'),
(6, 'h1', '', '999', 1, '1,000', '2026-02-30', '2026-01'),
(7, 'h1', CAST(x'b0b2cfaa' AS TEXT), '350524', 1, '', '', '2026-01'),
(8, 'h1', CAST(x'410042' AS TEXT), '350524', 1, '1.005', '2026/1/1', '2026-01');"
extract
