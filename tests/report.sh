# Reports of a site made by tap.sh's new_site: source it after tap.sh, in the site's folder.

# spec_of NAME: how that report is made.
spec_of() { echo "pipelines/$1/report.json"; }
# record_sets NAME: the record sets that it declares, as lines of NAME PIPELINE.
record_sets() {
	sed -n 's/^[[:space:]]*"\([a-z_]*\)": *{"pipeline": *"\([a-z-]*\)", *"step": *"masked".*/\1 \2/p' "$(spec_of "$1")"
}
# streams NAME DIR: what it counts, masked, as DIR/PIPELINE.stream.
streams() {
	mkdir -p "$2" && record_sets "$1" | while read -r set pipeline; do
		yg-extract -q "pipelines/$pipeline/extract.json" >"$2/raw" &&
			yg-mask -q "pipelines/$pipeline/mask.json" -o "$2/$pipeline.stream" "$2/raw" || exit 1
	done && [ "$(record_sets "$1" | wc -l)" -gt 10 ]
}
# report NAME DIR OPTION...: yg-report over these streams.
report() {
	report_name=$1; report_dir=$2; shift 2
	yg-report -q $(record_sets "$report_name" | sed "s|\(.*\) \(.*\)|--records \1=$report_dir/\2.stream|") "$@" "$(spec_of "$report_name")"
}
