# No such folder.
mkdir public
yg-publish --pass work.pass -p public work
