# Too few rows.
. "$TOP/tests/site.sh"; tiny_site; tiny_pipeline
demo_database
cat >pipelines/demo/pipeline.json <<'J'
{ "label": "示例",
  "steps": { "raw": {"run": "extract"}, "masked": {"run": "mask", "in": "raw"}, "release": {"run": "package", "in": "masked"}, "inspected": {"run": "inspect", "in": "release"} },
  "publish": "inspected", "gate": {"min_rows": 4} }
J
approve; yg run demo; status=$?; ls public work; exit $status
