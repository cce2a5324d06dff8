# Only cells are protected beside others.
. "$TOP/tests/site.sh"; tiny_site; tiny_pipeline
cat >pipelines/demo/pipeline.json <<'J'
{ "label": "示例",
  "steps": { "raw": {"run": "extract"}, "masked": {"run": "mask", "in": "raw"}, "safe": {"run": "protect", "in": "masked", "microdata": true, "with": ["demo"]},
    "release": {"run": "package", "in": "safe"}, "inspected": {"run": "inspect", "in": "release"} },
  "publish": "inspected" }
J
yg run demo
