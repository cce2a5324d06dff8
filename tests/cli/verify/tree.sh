# A public tree: the latest release of every dataset.
. "$CASE/demo.inc"; make_demo
mkdir -p public/d/demo public/d/other; mv demo public/d/demo/2026; ln -s 2026 public/d/demo/latest
cp -r public/d/demo/2026 public/d/other/2025; ln -s 2025 public/d/other/latest
yg-verify public
