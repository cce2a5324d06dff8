# A whole life: two names, a night, a change, its difference, two names again.
. "$CASE/reviewers.inc"; . "$TOP/tests/site.sh"; tiny_site; tiny_pipeline; reviewers
yg review --list
first; yg review --list | no_time; first
second; second; yg review --list | no_time; yg review | no_time
sed -i 's/"direct", "openness": "closed", "basis": "个人信息保护法", "reason": "个人信息", "treatments": \["drop", "mask"\]/"plain", "openness": "open", "basis": "条例", "treatments": ["keep", "drop"]/' config/fields/demo.json
sed -i 's/"month": {"treatment": "keep"}/"month": {"treatment": "drop"}/; s/ } }/ },\n  "key": "pseudonym" }/' pipelines/demo/mask.json
echo '{}' >pipelines/demo/more.json
yg run 2>&1 | no_time; yg review --list | no_time; yg review | no_time
first; second; yg review --list | no_time
yg review --report "$(date +%Y)" | sed 1d
yg review --report 1999
