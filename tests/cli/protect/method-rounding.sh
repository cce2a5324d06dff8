# Every count is 0 or at least 3, and sums are sums.
. "$CASE/method-world"
aggregate "$payments"
echo '{"method": {"rounding": {"base": 3, "counts": ["payments"]}}}' >protect.json
yg-protect -q protect.json cells -o safe && statement safe
yg-protect -q protect.json cells --to csv | cut -d, -f1,5,9,13,14
