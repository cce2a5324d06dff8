# The list of findings is the same for any number of threads.
. "$TOP/tests/inspect.sh"; inspect_site
for i in $(seq 40); do echo "$i,11010519491231002X,440524 18800101 0014" >rel/$i.csv; done; sums
for jobs in 1 2 3 7; do inspect --jobs $jobs --report $jobs.json 2>$jobs.txt; done
cmp 1.json 2.json && cmp 1.json 3.json && cmp 1.json 7.json && cmp 1.txt 7.txt && tail -n 2 1.txt
