# An extract reads no stream: it cannot stand inside the chain.
. "$TOP/tests/site.sh"; tiny_site; tiny_pipeline
cat >pipelines/demo/pipeline.json <<'J'
{ "label": "示例",
  "steps": { "raw": {"run": "extract"}, "masked": {"run": "extract", "in": "raw"}, "release": {"run": "package", "in": "masked"}, "inspected": {"run": "inspect", "in": "release"} },
  "publish": "inspected" }
J
yg run demo
