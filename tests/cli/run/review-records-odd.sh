# Records that no yg wrote: too many, of one endless line, with a zero byte, no file at all.
. "$CASE/reviewers.inc"; reviewed_site; demo_database
cp config/reviews/demo.jsonl good
try() { yg run demo; echo $?; rm -rf config/reviews/demo.jsonl; cp good config/reviews/demo.jsonl; }
truncate -s 70000000 config/reviews/demo.jsonl; try
head -c 20000000 /dev/zero | tr '\0' x >>config/reviews/demo.jsonl; try
printf '\0\n' >>config/reviews/demo.jsonl; try
printf '\n' >>config/reviews/demo.jsonl; try
sed -i 's/$/\r/' config/reviews/demo.jsonl; try
rm config/reviews/demo.jsonl; mkdir config/reviews/demo.jsonl; try
