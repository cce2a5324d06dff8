# A site of national cryptography signs with SM2: the key of GB/T 32918.5, annex A.
. "$CASE/reviewers.inc"; . "$TOP/tests/site.sh"; tiny_site; tiny_pipeline; reviewers
sed -i 's/"demo": true/"demo": true, "cryptography": "national"/' config/site.json
first
cat >sm2.pem <<'K'
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqBHM9VAYItBG0wawIBAQQgOUUgj3shRLE/NuOK
xtOflYiTk2koYLUaQvuB7033xbihRANCAAQJ+d8xHlQhoVDdfRYeS8XGchefrRgz
/AdrsI/zVvNQIMzqSQziZ3WlLcbqcYzBqmAK7QX7814ISmYy9gctqa0T
-----END PRIVATE KEY-----
K
chmod 600 sm2.pem
cat >config/reviews/reviewers.json <<'J'
{ "reviewers": [ {"name": "丙", "title": "科员", "roles": ["first"], "algorithm": "sm2",
  "public_key": "MFkwEwYHKoZIzj0CAQYIKoEcz1UBgi0DQgAECfnfMR5UIaFQ3X0WHkvFxnIXn60YM/wHa7CP81bzUCDM6kkM4md1pS3G6nGMwapgCu0F+/NeCEpmMvYHLamtEw=="} ] }
J
yg review --sign first --as 丙 --key sm2.pem demo
yg review --list | no_time
yg review -q --demo; grep -c '"sm2"' config/reviews/reviewers.json; yg review --list | no_time
