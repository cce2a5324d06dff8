# Split over cells and lines, in full width, in small letters.
. "$TOP/tests/inspect.sh"; inspect_site
printf '110105,19491231,002X\n' >rel/a.csv
printf '110105\n1949\n1231\n002x\n' >rel/b.csv
printf '１１０１０５１９４９１２３１００２ｘ\n' >rel/c.csv; sums
inspect
