# Nothing is published that was not looked through.
. "$TOP/tests/site.sh"; tiny_site; tiny_pipeline
cat >pipelines/demo/pipeline.json <<'J'
{ "label": "示例",
  "steps": { "raw": {"run": "extract"}, "masked": {"run": "mask", "in": "raw"}, "release": {"run": "package", "in": "masked"} },
  "publish": "release" }
J
yg run demo
