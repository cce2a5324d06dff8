# Each defect is one line, and all releases are looked at.
. "$CASE/demo.inc"; make_demo
for d in changed extra missing twice no-line link empty bytes rows json outside; do cp -r demo $d; done
echo >>changed/t.csv
echo x >extra/notes.txt
rm missing/codes-area.csv
(cd twice && cat SHA256SUMS SHA256SUMS >sums && mv sums SHA256SUMS)
printf 'no digest\nhalf' >>no-line/SHA256SUMS
ln -s t.csv link/u.csv
: >empty/t.csv
sed -i 's/"bytes": /&1/' bytes/datapackage.json; sums bytes
sed -i 's/"rows": /&1/' rows/datapackage.json; sums rows
echo '{' >json/datapackage.json; sums json
sed -i 's/"path": "t.csv"/"path": "..\/t.csv"/' outside/datapackage.json; sums outside
yg-verify changed extra missing twice no-line link empty bytes rows json outside demo
