# A pipeline has one beginning.
. "$TOP/tests/site.sh"; tiny_site; tiny_pipeline
cat >pipelines/demo/pipeline.json <<'J'
{ "label": "示例",
  "steps": { "raw": {"run": "extract"}, "masked": {"run": "mask", "in": "raw"}, "release": {"run": "package", "in": "masked"}, "inspected": {"run": "inspect", "in": "release"}, "also": {"run": "extract"} },
  "publish": "inspected" }
J
yg run demo
