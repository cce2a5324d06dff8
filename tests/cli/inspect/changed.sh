# A release whose files are not as SHA256SUMS says gets no pass.
. "$TOP/tests/inspect.sh"; inspect_site
echo '350524100,2026-03,1.00' >>rel/demo.csv
inspect --pass pass.json; status=$?; ls pass.json 2>/dev/null; exit $status
