# A fee for information that the words tell of and section six does not; and one that it does.
. "$CASE/published.inc"
fee() {
	cat <<-S
	title 某市2025年政府信息公开工作年度报告
	say 一|2025年，全市新收政府信息公开申请3件，对超出规定数量的申请收取信息处理费380元。
	say 五|平台建设有待加强，今后将改进。
	say 六|$1
	表二/行政事业性收费 $2
	表三/r1 3 0 0 0 0 0 3
	表三/r3 2 0 0 0 0 0 2
	表三/r22 1 0 0 0 0 0 1
	表三/r24 3 0 0 0 0 0 3
	S
}
fee 无。 0.038 >unsaid.spec; same unsaid
fee 2025年有1件申请收取信息处理费，共380元。 0.038 >said.spec; same said
# An amount with places is one, too.
fee 无。 0.038 | sed 's/信息处理费380元/信息处理费380.5元/' >places.spec; same places
