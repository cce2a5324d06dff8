# A list of reviewers that everybody may write approves nothing.
. "$CASE/reviewers.inc"; reviewed_site; demo_database
chmod 666 config/reviews/reviewers.json
yg run demo; echo $?
chmod 644 config/reviews/reviewers.json; chmod 777 config/reviews
yg run demo; echo $?
chmod 775 config/reviews
yg -q run demo | sed -n 1p
