# An inspection stands behind the package, not before it.
. "$TOP/tests/site.sh"; tiny_site; tiny_pipeline
cat >pipelines/demo/pipeline.json <<'J'
{ "label": "示例",
  "steps": { "raw": {"run": "extract"}, "inspected": {"run": "inspect", "in": "raw"}, "release": {"run": "package", "in": "inspected"} },
  "publish": "release" }
J
yg run demo
