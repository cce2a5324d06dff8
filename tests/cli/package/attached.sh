# Finished documents go beside the data, with their digests; a name stands once.
. "$CASE/cells.inc"; tiny_cells
mkdir in; printf '%%PDF-1.7 text' >in/demo-2025.pdf; printf '<p>text</p>' >in/demo-2025.html
printf '{}' >in/demo.json; cp in/demo-2025.html in/demo-2025-sources.html; printf "{}" >in/demo-2025.json; printf 'x' >in/Demo.docx; printf 'x' >in/demo.odt
release() { yg-package -q -o out package.json --schema schema.json "$@" <cells.csv; echo $?; }
release --attach in/demo-2025.pdf --attach in/demo-2025.html --attach in/demo-2025.json --attach in/demo-2025-sources.html
python3 -c '
import json, hashlib
p = json.load(open("out/datapackage.json"))
for r in p["resources"]:
    if r["path"].startswith("demo-2025"):
        d = hashlib.sha256(open("out/" + r["path"], "rb").read()).hexdigest()
        print(r["name"], r["format"], r["mediatype"], r["bytes"], r["hash"] == "sha256:" + d)
'
(cd out && sha256sum -c --quiet SHA256SUMS) && grep -o 'demo-2025.*' out/README.md
yg-verify out >/dev/null; echo verify $?
echo refused:
release --attach in/demo.json
release --attach in/demo-2025.pdf --attach in/demo-2025.pdf
release --attach in/Demo.docx
release --attach in/demo.odt
release --attach in/none.pdf
(cd out && sha256sum -c --quiet SHA256SUMS) && echo the old release stands
