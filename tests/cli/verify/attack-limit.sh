# Too little effort is not a pass.
. "$CASE/demo.inc"; make_demo
yg-verify --attack --pivots 1 demo
