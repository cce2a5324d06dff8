# What a table of institutions must not keep of persons.
. "$TOP/tests/site.sh"; tiny_site; . "$CASE/tables.inc"; register; table=office
columns uscc:utf8 title:utf8 legal_person:utf8; echo uscc,title,legal_person >raw.csv
kept='"title": {"treatment": "keep", "where": "institution"}'
mask "\"uscc\": {\"treatment\": \"keep\"}, $kept, \"legal_person\": {\"treatment\": \"drop\"}" && exit 1
mask "\"uscc\": {\"treatment\": \"institution\"}, $kept, \"legal_person\": {\"treatment\": \"keep\"}" && exit 1
mask "\"uscc\": {\"treatment\": \"institution\"}, \"title\": {\"treatment\": \"keep\", \"where\": \"person\"}, \"legal_person\": {\"treatment\": \"drop\"}" && exit 1
columns title:utf8 legal_person:utf8; echo title,legal_person >raw.csv
mask "$kept, \"legal_person\": {\"treatment\": \"drop\"}" && exit 1
table=member; columns sex:dict; echo sex >raw.csv
mask '"sex": {"treatment": "keep", "where": "institution"}'
