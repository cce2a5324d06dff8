# One step is no chain.
. "$TOP/tests/site.sh"; tiny_site; tiny_pipeline
cat >pipelines/demo/pipeline.json <<'J'
{ "label": "示例",
  "steps": { "raw": {"run": "extract"} },
  "publish": "release" }
J
yg run demo
