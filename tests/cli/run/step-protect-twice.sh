# Cells are made safe once.
. "$TOP/tests/site.sh"; tiny_site; tiny_pipeline
echo '{}' >pipelines/demo/protect.json; echo '{}' >pipelines/demo/aggregate.json
cat >pipelines/demo/pipeline.json <<'J'
{ "label": "示例",
  "steps": { "raw": {"run": "extract"}, "masked": {"run": "mask", "in": "raw"}, "cells": {"run": "aggregate", "in": "masked"},
    "safe": {"run": "protect", "in": "cells"}, "safer": {"run": "protect", "in": "safe"},
    "release": {"run": "package", "in": "safer"}, "inspected": {"run": "inspect", "in": "release"} },
  "publish": "inspected" }
J
yg run demo
