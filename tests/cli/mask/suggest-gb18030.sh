# A file of GB18030 from a pipe; a header in Chinese, quoted, and the mark of Windows.
printf '\357\273\277"身份证号",备注\r\n,好\r\n' | yg-mask -q --suggest >utf8.json
printf '"身份证号",备注\r\n,好\r\n' | iconv -t GB18030 | yg-mask -q --suggest --encoding GB18030 >gb.json
cmp utf8.json gb.json && grep -c '"review"' gb.json && grep -o '"身份证号": {' gb.json
