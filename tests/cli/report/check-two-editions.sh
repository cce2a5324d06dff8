# A table of another edition in the place of its own, or beside it, is refused; an added one is not.
. "$CASE/published.inc"
{ true_figures; echo swap 表二 2019; } >swapped.spec; same swapped
{ true_figures; echo also 表二 2019; } >both.spec; same both
{ echo edition 2019; echo title 某区某局2020年政府信息公开工作年度报告; echo also 表三 2021; } >later.spec
same later
{ true_figures; echo style added; } >added.spec; same added
