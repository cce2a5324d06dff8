# Values that end before their end are not all values.
. "$TOP/tests/inspect.sh"; inspect_site
yg-extract -q --closed pipelines/demo/extract.json >closed
head -c $(($(wc -c <closed) - 100)) closed | yg-inspect -q pipelines/demo/inspect.json rel
