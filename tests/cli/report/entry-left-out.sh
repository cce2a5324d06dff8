# What may be entered and was not is no number of the report, and no line of the page of sources.
. "$CASE/desk.inc"
sed -i 's/"entered": \[/&{"name": "spare", "label": "备用项", "unit": "件", "type": "count"},{"name": "more", "label": "补充说明", "type": "text"},/' \
	pipelines/small/report.json
things && entered 7 问题是有的。
report --records things=things.arrows --entered entered.json -o out || exit
grep -o '备用项\|补充说明\|甲类接待' out/small-2025-sources.html | sort | uniq -c
