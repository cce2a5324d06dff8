# A bureau's report for 2023 that cites the notice of 2021 and prints the tables of 2019, as some were
# published: the period is only told by the words.
. "$CASE/published.inc"
cat >old.spec <<-'S'
	edition 2019
	say 一|本报告按国办公开办函〔2021〕30号的格式编写，统计期限为2023年1月1日至2023年12月31日。全年更新养老服务和社会救助信息162条。2023年，未收到政府信息公开申请。
	say 五|公开的内容不够丰富，今后将充实。
	say 六|无。
S
same old
