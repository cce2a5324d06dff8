# A small release folder in the working folder, as yg-package would leave it, and its pass, as
# yg-inspect would give it: source `.` this file.

make_release() {
	mkdir -p "$1"
	printf '{"name": "demo", "temporal": {"period": "2026-01/2026-03"}, "resources": []}\n' >"$1/datapackage.json"
	printf 'a,b\r\n1,2\r\n' >"$1/demo.csv"
	(cd "$1" && sha256sum datapackage.json demo.csv >SHA256SUMS && cp SHA256SUMS demo.zip && sha256sum demo.zip >demo.zip.sha256)
	make_pass "$1"
}
# make_pass RELEASE [DATASET]: RELEASE.pass, for the bytes that are in the folder now.
make_pass() {
	printf '{"dataset": "%s", "release": "%s", "archive": "%s", "files": %d, "bytes": %d, "values": 7, "policy": "%064d", "tool": "yg-inspect 0.1.0"}\n' \
		"${2:-demo}" "$(sha256sum "$1/SHA256SUMS" | cut -c 1-64)" "$(sha256sum "$1/demo.zip.sha256" | cut -c 1-64)" \
		"$(find "$1" -type f | wc -l)" "$(cat "$1"/* | wc -c)" 0 >"$1.pass"
}
tree() { find public | LC_ALL=C sort; }
