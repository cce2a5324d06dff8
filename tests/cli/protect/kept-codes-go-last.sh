# The women's column is kept; the bases are suppressed in its place.
cat >keep.json <<END
{"minimum_frequency": {"threshold": 5, "counts": ["persons"]}, "keep": ["female"]}
END
yg-protect -q keep.json "$CASE/groups.csv" --schema "$CASE/groups.json" --to csv
