# Nothing that is not for everybody may lie in the public tree, by whatever path or link.
. "$TOP/tests/site.sh"; tiny_site; tiny_pipeline; demo_database; approve 2>/dev/null
cp config/site.json good
try() { sed "s|$1|$2|" good >config/site.json; yg run demo 2>&1 | sed "s|$(pwd)|HERE|g"; }
try '"work": "work"' '"work": "public/work"'
try '"private": "private"' '"private": "./public/../public"'
try '"state": "state"' '"state": "fresh/../public/state"'
try '"public": "public"' '"public": "."'
try '"public": "public"' '"public": "config/reviews"'
try '"keys": "keys"' '"keys": "public-keys"' | head -n 1
rm -rf private && mkdir public/elsewhere && ln -s public/elsewhere private
try x x
yg check; echo $?
yg review --sign first --as A --key B demo 2>&1; find public -type f
rm private && mkdir -p private && ln -s ../public/elsewhere private/audit
try x x
