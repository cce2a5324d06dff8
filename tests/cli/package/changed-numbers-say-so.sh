# Where numbers are not the true ones every description says so, and how far off they may be.
. "$CASE/cells.inc"; tiny_cells; package_json '"csv"'
method='{\\"method\\":\\"rounding\\",\\"base\\":3,\\"additive\\":true,\\"counts\\":[{\\"name\\":\\"persons\\",\\"label\\":\\"人数\\",\\"unit\\":\\"人\\"}]}'
sed "s/\"yg.dataset\"/\"yg.method\": \"$method\", &/" schema.json >rounded.json
yg-package -q -o out package.json --schema rounded.json <cells.csv || exit
cd out && grep '^persons,\|^amount,' dictionary.csv && sed -n '/^| 保护方法/,/^| 如何使用/p' README.md && grep '"protection"' datapackage.json
