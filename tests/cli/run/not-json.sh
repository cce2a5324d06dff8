# A comma that is missing.
. "$TOP/tests/site.sh"; tiny_site; tiny_pipeline
sed -i 's/"示例",/"示例"/' pipelines/demo/pipeline.json
yg run demo
