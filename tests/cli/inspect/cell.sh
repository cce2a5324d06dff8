# A value of a closed column in a cell: held, with file, line and column, without the value; an old pass is gone.
. "$TOP/tests/inspect.sh"; inspect_site
echo old >pass.json
printf '350524100,2026-03,440524-18800101-0014\r\n' >>rel/demo.csv; sums
inspect --pass pass.json; status=$?; ls pass.json 2>/dev/null; exit $status
