# A link might point anywhere; the folders above may be links.
. "$CASE/demo.inc"; demo
mkdir real; mv demo.db real/; ln -s real folder; ln -s real/demo.db demo.db
extract -q --source-file folder/demo.db | head -n 1
extract
