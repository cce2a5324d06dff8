# The last step but one packs the release.
. "$TOP/tests/site.sh"; tiny_site; tiny_pipeline
cat >pipelines/demo/pipeline.json <<'J'
{ "label": "示例",
  "steps": { "raw": {"run": "extract"}, "masked": {"run": "mask", "in": "raw"}, "inspected": {"run": "inspect", "in": "masked"} },
  "publish": "inspected" }
J
yg run demo
