# No such folder.
mkdir public
yg-publish -p public work
