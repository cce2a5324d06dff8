# By the national cryptography the pseudonym is HMAC-SM3 under a subkey of HKDF by SM3.
. "$TOP/tests/site.sh"; tiny_site; . "$CASE/tables.inc"; register
columns id_no:utf8; printf 'id_no\n11010519491231002X\n' >raw.csv
cp config/site.json site.json
for way in international national swiss; do
	sed 's/"demo": true/&, "cryptography": "'$way'"/' site.json >config/site.json
	mask '"id_no": {"treatment": "pseudonym"}' 2>err.txt || { sed "s|$PWD/||" err.txt >&2; exit 78; }
done
