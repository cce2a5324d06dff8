# A cycle has no beginning.
. "$TOP/tests/site.sh"; tiny_site; tiny_pipeline
cat >pipelines/demo/pipeline.json <<'J'
{ "label": "示例",
  "steps": { "a": {"run": "extract", "in": "c"}, "b": {"run": "mask", "in": "a"}, "c": {"run": "package", "in": "b"}, "d": {"run": "inspect", "in": "c"} },
  "publish": "d" }
J
yg run demo
