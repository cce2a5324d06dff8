# A command line that says too little is refused.
. "$CASE/desk.inc"
for options in '' '-o out' '-o out --period 2025-13' '-o out --period 0001' '-o out --period 2025-Q1' '-o out --period 2025 --records x' \
	'-o out --period 2025 --records thing=f' '-o out --period 2025 --day 2025-02-30' '-o out --period 2025 --part x'; do
	yg-report $options pipelines/small/report.json
	echo "$options: $?"
done
yg-report --check --to xml x
echo $?
