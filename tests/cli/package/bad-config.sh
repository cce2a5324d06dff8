# A wrong package.json is told with file, line and the nearest known word.
. "$CASE/cells.inc"; tiny_cells
try() { yg-package -o out package.json --schema schema.json <cells.csv; echo $?; }
package_json '"csv"' '"drop": ["area"],'; try
package_json '"csv"' '"drop": ["persons_status"],'; try
package_json '"csv"' '"drop": ["area_parant"],'; try
package_json '"csv", "exel-csv"'; try
package_json '"json"'; try
package_json '"csv"' '"kewords": ["a"],'; try
package_json '"csv"'; sed -i 's/"persons":/"person":/' package.json; try
package_json '"csv"'; sed -i 's/每月/天天/' package.json; try
package_json '"csv"'; sed -i 's/"demo"/"..\/demo"/' package.json; try
package_json '"csv"'; sed -i 's/演示 |/演示\\u202e/' package.json; try
package_json '"csv"' '"version": "1.0",'; try
ls
