# A misspelt key: file, line and the nearest known key.
. "$TOP/tests/site.sh"; tiny_site; tiny_pipeline
cat >pipelines/demo/pipeline.json <<'J'
{ "label": "示例",
  "steps": { "raw": {"run": "extract"}, "masked": {"run": "mask", "inn": "raw"}, "release": {"run": "package", "in": "masked"}, "inspected": {"run": "inspect", "in": "release"} },
  "publish": "inspected" }
J
yg run demo
