# Every format is there, the digests hold, the archive holds the folder.
. "$CASE/cells.inc"; tiny_cells; package_json '"csv", "excel-csv", "json", "xlsx", "gzip", "zip"'
yg-package -o out package.json --schema schema.json <cells.csv || exit
ls -a . out
cd out && sha256sum --quiet --strict -c SHA256SUMS demo.zip.sha256 && cut -c67- SHA256SUMS
python3 -m zipfile -l demo.zip | awk '{ print $1 }'
gzip -dc demo.csv.gz | cmp - demo.csv
