# A public table suppresses a count that the records show; another one publishes a small one.
. "$CASE/beside.inc"
printf '%s\n' 350524100,1-2,低 350524100,1-2,高 350524200,3+,低 350524200,3+,低 | records rel demo
mkdir -p public/d/towns; printf '350524100,_T,,c\n350524200,_T,1,\n350524,_T,3,\n' | cells public/d/towns/1
sed -i 's/"demo"/"towns"/' public/d/towns/1/datapackage.json; ln -s 1 public/d/towns/latest
say '"linkage": {"quasi": ["area", "size"], "k": 2}'; inspect --public public
say '"linkage": {"quasi": ["area", "size"], "k": 2, "sample": true}'; inspect --public public
# The other way round: the table comes after the records.
mkdir -p other/d/records; cp -r rel other/d/records/1; ln -s 1 other/d/records/latest
sed -i 's/"name": "demo"/"name": "records"/' other/d/records/1/datapackage.json
rm -r rel; cp -r public/d/towns/1 rel; say_nothing; inspect --public other
