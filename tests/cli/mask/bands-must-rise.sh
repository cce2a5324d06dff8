# Bands that do not rise, or are no numbers of the column's places.
. "$TOP/tests/site.sh"; tiny_site; raw_csv
for bands in '[0, 500, 500]' '[0, "5.005"]' '[0, "many"]' '[]'; do
	cat >pipelines/demo/mask.json <<J
{ "columns": { "id_no": {"treatment": "drop"}, "name": {"treatment": "drop"}, "birth": {"treatment": "year"},
  "area": {"treatment": "keep"},
  "amount": {"treatment": "band", "bands": $bands} } }
J
	yg-mask --schema raw.json --to csv pipelines/demo/mask.json raw.csv && exit 1
done
exit 0
