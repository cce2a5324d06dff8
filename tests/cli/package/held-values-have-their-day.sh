# What p, r and the column as_of mean is said to people and programs.
. "$CASE/held.inc"; held_cells; package_json '"csv", "json", "xlsx"'
yg-package -q -o out package.json --schema held.json <held.csv || exit
cd out && cat demo.csv && tail -4 demo.json && grep '^as_of\|^persons_status' dictionary.csv &&
	sed -n '/^| 保护方法/,/^| 如何使用/p; /^| 状态/p' README.md && grep -A1 '"protection"\|"name": "as_of"' datapackage.json
