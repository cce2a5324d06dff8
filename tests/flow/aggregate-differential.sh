#!/bin/sh
# Aggregates of the fixture database against SQLite's own SQL on the same database:
# every level, every accumulator, every kind of measure.
. "$(dirname "$0")/../tap.sh"
command -v sqlite3 >/dev/null || skip_all "no sqlite3"

site=$scratch/site
new_site "$site" tiny
cd "$site" || exit 1
mkdir pipelines/differential && cd pipelines/differential || exit 1
cat >extract.json <<'J'
{ "dataset": "differential", "source": "relief", "from": "payment",
  "period": {"column": "payment.pay_month", "from": "2025-01", "to": "2026-10"},
  "columns": ["payment.id_no", "payment.household_id", "payment.division", "payment.relief_type",
    "payment.amount", "payment.pay_month"],
  "where": [{"column": "payment.status", "is": "已发放"}] }
J
cat >mask.json <<'J'
{ "key": "pseudonym", "columns": {
    "id_no": {"treatment": "pseudonym", "as": "person"},
    "household_id": {"treatment": "pseudonym", "as": "household"},
    "division": {"treatment": "keep"}, "relief_type": {"treatment": "keep"},
    "amount": {"treatment": "keep"}, "pay_month": {"treatment": "keep"} } }
J
# measures KIND: the same nine measures of one kind, so that one SQL serves all three.
measures() {
	for m in '"count": true' '"distinct": "person"' '"distinct": "household"' '"sum": "amount"' \
		'"mean": "amount", "scale": 2' '"min": "amount"' '"max": "amount"' \
		'"quantile": "amount", "q": "0.5"' '"quantile": "amount", "q": "0.95"'; do
		n=$((n + 1)); printf '%s{"name": "m%s", "label": "m", %s, "kind": "%s"}' "$comma" "$n" "$m" "$1"
		comma=,
	done
}
for kind in flow stock cumulative; do
	n=0 comma=
	cat >"$kind.json" <<J
{ "dimensions": [
    {"name": "division", "label": "区划", "column": "division", "codes": "division",
     "levels": ["county", "town", "village"], "total": true},
    {"name": "relief_type", "label": "类型", "column": "relief_type", "codes": "relief-type",
     "levels": ["group", "type"], "total": true},
    {"name": "period", "label": "期", "column": "pay_month", "period": ["year", "quarter", "month"]}],
  "measures": [$(measures $kind)] }
J
done

# The same in SQL.  leaf: the node of a declared level that a code belongs to; anc: all nodes at or above it.
hierarchy() {	# TABLE LEVELS
	cat <<-E
	.import --csv ../../config/codes/$3 $1
	create table $1_up as with recursive up(code, node, parent, level) as (
	  select code, code, parent, level from $1 union all
	  select up.code, p.code, p.parent, p.level from up join $1 p on p.code = up.parent)
	  select code, node, instr('$2', level) as depth from up where instr('$2', level) > 0;
	create table $1_leaf as select code, node, max(depth) as depth from $1_up group by code;
	delete from $1_leaf where exists (select 1 from $1_up u join $1_leaf l on l.code = u.code
	  where u.node = $1_leaf.node and l.node <> u.node);
	create table $1_node as select u.code as code, u.node as node from $1_up u join $1_leaf l on l.code = u.code
	  union select code, '_T' from $1_leaf;
	create index $1_node_code on $1_node(code);
	E
}
cat >expect.sql <<E
attach '$site/out/sources/relief.db' as src;
$(hierarchy d county,town,village division.csv)
$(hierarchy t group,type relief-type.csv)
create table month as with recursive m(n) as (select 2025 * 12 union all select n + 1 from m where n < 2026 * 12 + 9)
  select n, printf('%d-%02d', n / 12, n % 12 + 1) as code from m;
create table span as select code, n as first, n as last from month
  union all select printf('%d-Q%d', n / 12, n % 12 / 3 + 1), min(n), max(n) from month group by n / 3 having count(*) = 3
  union all select printf('%d', n / 12), min(n), max(n) from month group by n / 12 having count(*) = 12;
create table takes as select 'flow' as kind, span.code, month.code as month from span, month where n between first and last
  union all select 'stock', span.code, month.code from span, month where n = last
  union all select 'cumulative', span.code, month.code from span, month where n / 12 = last / 12 and n <= last;
-- As the register says: an embedded NUL is stripped, text that is no UTF-8 is no value, a row with an empty type is none.
create table pay as select case when hex(id_no) not like '%FF%' then nullif(replace(hex(id_no), '00', ''), '') end as person,
  nullif(household_id, '') as household, amount, pay_month,
  case when division in (select code from d_leaf) then division else '?' end as division,
  case when relief_type in (select code from t_leaf) then relief_type else '?' end as type
  from src.payment where status = '已发放' and pay_month between '2025-01' and '2026-10' and relief_type is not '';
insert into d_node values ('?', '_U'), ('?', '_T');
insert into t_node values ('?', '_U'), ('?', '_T');
E
cat >compare.sql <<'E'
create table cell as select d.node as d, t.node as t, takes.code as p, person, household, amount
  from pay join d_node d on d.code = pay.division join t_node t on t.code = pay.type
  join takes on takes.month = pay.pay_month and takes.kind = 'KIND';
create table ranked as select d, t, p, amount, row_number() over (partition by d, t, p order by amount) as r,
  count(*) over (partition by d, t, p) as n from cell where amount is not null;
create table q as select d, t, p, max(case when r = (n + 1) / 2 then amount end) as q50,
  max(case when r = (n * 95 + 99) / 100 then amount end) as q95 from ranked group by d, t, p;
create table want as select d, t, p, count(*) as m1, count(distinct person) as m2, count(distinct household) as m3,
  coalesce(sum(amount), 0) as m4,
  case when sum(amount) < 0 then -((-2 * sum(amount) + count(amount)) / (2 * count(amount)))
    else (2 * sum(amount) + count(amount)) / (2 * count(amount)) end as m5,
  min(amount) as m6, max(amount) as m7, q50 as m8, q95 as m9 from cell left join q using (d, t, p) group by d, t, p;
.import --csv KIND.csv raw
create table got as select division as d, relief_type as t, period as p, cast(m1 as integer) as m1,
  cast(m2 as integer) as m2, cast(m3 as integer) as m3, fen(m4) as m4, fen(m5) as m5, fen(m6) as m6, fen(m7) as m7,
  fen(m8) as m8, fen(m9) as m9 from raw;
select count(*) > 0 from want;
select 'missing', * from (select * from want except select * from got) limit 5;
select 'surplus', * from (select * from got except select * from want) limit 5;
select count(*) - count(distinct d || '/' || t || '/' || p) from got;
E
# Amounts in the table are yuan with two places, in the database fen.
sed -i -E "s/fen\((m[0-9])\)/cast(nullif(replace(\1, '.', ''), '') as integer)/g" compare.sql

ok "the fixture can be read" sh -c "yg-extract -q extract.json | yg-mask -q mask.json >masked"
for kind in flow stock cumulative; do
	ok "$kind: aggregates" yg-aggregate -q --to csv -o $kind.csv $kind.json masked
	sed "s/KIND/$kind/" compare.sql >$kind.sql
	ok "$kind: equals SQL" same "$(cat expect.sql $kind.sql | sqlite3 -bail :memory: 2>&1)" "1
0"
done
finish
