# Nothing found: a pass for exactly these bytes.
. "$TOP/tests/inspect.sh"; inspect_site
inspect --pass pass.json && cat pass.json && sha256sum rel/SHA256SUMS && stat -c %a pass.json
