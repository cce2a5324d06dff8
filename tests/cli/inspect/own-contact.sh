# What the bureau says of itself is allowed as it stands in config/site.json, and nothing like it.
. "$TOP/tests/inspect.sh"; inspect_site
echo '联系：办公室，open@example.org，0595-00000000' >rel/README.md; sums
inspect; echo $?
echo '联系：other@example.org' >>rel/README.md; sums
inspect; echo $?
