# A cycle beside the chain.
. "$TOP/tests/site.sh"; tiny_site; tiny_pipeline
cat >pipelines/demo/pipeline.json <<'J'
{ "label": "示例",
  "steps": { "raw": {"run": "extract"}, "masked": {"run": "mask", "in": "raw"}, "release": {"run": "package", "in": "masked"}, "inspected": {"run": "inspect", "in": "release"}, "x": {"run": "mask", "in": "y"}, "y": {"run": "mask", "in": "x"} },
  "publish": "inspected" }
J
yg run demo
