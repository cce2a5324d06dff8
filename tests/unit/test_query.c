#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "extract/query.h"

static struct reg_column pay_columns[] = {
	{ .name = "n", .type = FIELD_INT64, .stored = REG_STORED_INTEGER },
	{ .name = "hh", .type = FIELD_UTF8, .stored = REG_STORED_TEXT, .nullable = true },
	{ .name = "sum",
	  .type = FIELD_DECIMAL,
	  .scale = 2,
	  .stored = REG_STORED_TEXT,
	  .nullable = true },
};
static struct reg_column house_columns[] = {
	{ .name = "hh", .type = FIELD_UTF8, .stored = REG_STORED_TEXT },
	{ .name = "kind", .type = FIELD_DICT, .stored = REG_STORED_TEXT, .nullable = true },
};
static const char *pay_order[] = { "n" };
static struct reg_table pay = { "pay", "p", pay_order, 1, pay_columns, 3, NULL };
static struct reg_table house = { "house", "h", NULL, 0, house_columns, 2, NULL };

static const char *const hh[] = { "hh", NULL };

/* The plan and the tables that every test starts from. */
struct world {
	const struct reg_table *tables[2];
	struct plan_on on;
	struct plan_join join;
	struct plan_column columns[3];
	struct plan plan;
	struct live_table live[2];
	char **unique[1];
	char *names[2];
	char id[2], key[3];
	struct query_input in;
	struct query query;
	struct err err;
};

static void world_init(struct world *w)
{
	*w = (struct world){ .tables = { &pay, &house }, .id = "n", .key = "hh" };
	w->on = (struct plan_on){ &house_columns[0], { 0, &pay_columns[1] } };
	w->join = (struct plan_join){ .on = &w->on, .non = 1 };
	w->columns[0] = (struct plan_column){ { 0, &pay_columns[0] }, "n" };
	w->columns[1] = (struct plan_column){ { 0, &pay_columns[2] }, "sum" };
	w->columns[2] = (struct plan_column){ { 0, &pay_columns[0] }, "again" };
	w->plan = (struct plan){ .path = "x.json",
				 .tables = w->tables,
				 .ntables = 1,
				 .joins = &w->join,
				 .columns = w->columns,
				 .ncolumns = 3 };
	w->live[0] = (struct live_table){ .row_id = "rowid", .row_id_column = w->id };
	w->names[0] = w->key;
	w->unique[0] = w->names;
	w->live[1] = (struct live_table){ .row_id = "rowid", .unique = w->unique, .nunique = 1 };
	w->in = (struct query_input){ &w->plan, w->live, true, NULL, NULL, true, false, false };
}

static const char *sql_of(struct world *w)
{
	assert_int_equal(query_build(&w->in, &w->query, &w->err), 0);
	return w->query.sql.text.p;
}

static void a_column_asked_for_twice_is_read_once(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	assert_string_equal(sql_of(&w), "SELECT t0.rowid,\n\tt0.\"n\",\n\tt0.\"sum\"\n"
					"FROM \"pay\" AS t0 NOT INDEXED\n"
					"WHERE t0.rowid BETWEEN ? AND ?\nORDER BY t0.rowid");
	assert_int_equal(w.query.npulls, 2);
	assert_int_equal(w.query.outputs[2], w.query.outputs[0]);
	assert_true(w.query.is_split);
	query_release(&w.query);
}

static void rows_in_another_order_are_not_split(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	pay_order[0] = "hh";
	assert_non_null(strstr(sql_of(&w), "ORDER BY t0.\"hh\", t0.rowid"));
	assert_false(w.query.is_split);
	assert_int_equal(w.query.sql.nvalues, 0);
	pay_order[0] = "n";
	query_release(&w.query);
}

static void a_table_without_row_numbers_is_not_split(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	w.live[0].row_id = NULL;
	w.live[0].row_id_column = NULL;
	assert_non_null(strstr(sql_of(&w), "ORDER BY t0.\"n\""));
	assert_null(strstr(w.query.sql.text.p, "rowid"));
	assert_false(w.query.is_split);
	query_release(&w.query);
}

static void partners_are_ordered_unless_there_is_only_one(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	w.plan.ntables = 2;
	assert_null(strstr(sql_of(&w), "t1.rowid"));
	query_release(&w.query);
	w.live[1].nunique = 0;
	assert_non_null(strstr(sql_of(&w), "ORDER BY t0.rowid, t1.rowid"));
	assert_int_equal(w.query.joins[0].row_id, 2);
	query_release(&w.query);
}

static void partners_without_row_numbers_must_be_unique(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	w.plan.ntables = 2;
	w.live[1].row_id = NULL;
	assert_null(strstr(sql_of(&w), "t1.rowid"));
	query_release(&w.query);
	w.live[1].nunique = 0;
	assert_int_equal(query_build(&w.in, &w.query, &w.err), -1);
	assert_int_equal(w.err.kind, ERR_CONFIG);
	query_release(&w.query);
}

static void a_row_without_partner_passes_conditions_on_the_partner(void **state)
{
	const char *value = "x";
	struct filter_term term = { .op = FILTER_IS, .values = &value, .nvalues = 1 };
	struct plan_ref ref = { 1, &house_columns[1] };
	struct world w;

	(void)state;
	world_init(&w);
	w.plan.ntables = 2;
	w.plan.where = (struct filter){ &term, 1 };
	w.plan.where_refs = &ref;
	assert_non_null(strstr(sql_of(&w),
			       "WHERE (t1.\"hh\" IS NULL OR t1.\"kind\" COLLATE BINARY IN (?))"));
	query_release(&w.query);
	w.join.missing = PLAN_MISSING_NULL;
	assert_non_null(strstr(sql_of(&w), "WHERE t1.\"kind\" COLLATE BINARY IN (?)"));
	query_release(&w.query);
}

static void what_is_not_pushed_is_read_and_decided_later(void **state)
{
	const char *value = "1";
	struct filter_term term = { .op = FILTER_AT_LEAST, .values = &value, .nvalues = 1 };
	struct plan_ref ref = { 0, &pay_columns[2] };
	struct world w;

	(void)state;
	world_init(&w);
	w.plan.ncolumns = 1;
	w.plan.where = (struct filter){ &term, 1 };
	w.plan.where_refs = &ref;
	sql_of(&w);
	assert_int_equal(w.query.npulls, 2);
	assert_int_equal(w.query.residual.n, 1);
	assert_string_equal(w.query.residual.terms[0].column, "pay.sum");
	assert_int_equal(w.query.residual_pulls[0], 1);
	query_release(&w.query);
}

static void unique_columns_may_be_part_of_those_joined_by(void **state)
{
	const char *const more[] = { "kind", "hh" };
	struct world w;

	(void)state;
	world_init(&w);
	assert_true(live_table_is_unique(&w.live[1], hh, 1));
	assert_true(live_table_is_unique(&w.live[1], more, 2));
	assert_false(live_table_is_unique(&w.live[1], more, 1));
}

static void rows_in_any_order_are_split_and_not_sorted(void **state)
{
	static const char *order[] = { "sum" };
	struct reg_table by_sum = { .name = "pay",
				    .label = "p",
				    .order = order,
				    .norder = 1,
				    .columns = pay_columns,
				    .ncolumns = 3 };
	struct world w;

	(void)state;
	world_init(&w);
	w.tables[0] = &by_sum;
	w.in.in_any_order = true;
	assert_int_equal(query_build(&w.in, &w.query, &w.err), 0);
	assert_true(w.query.is_split);
	assert_null(strstr(w.query.sql.text.p, "ORDER BY"));
	query_release(&w.query);
	w.live[0].row_id = NULL;
	assert_int_equal(query_build(&w.in, &w.query, &w.err), 0);
	assert_false(w.query.is_split);
	assert_null(strstr(w.query.sql.text.p, "ORDER BY"));
	query_release(&w.query);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_column_asked_for_twice_is_read_once),
		cmocka_unit_test(rows_in_another_order_are_not_split),
		cmocka_unit_test(a_table_without_row_numbers_is_not_split),
		cmocka_unit_test(partners_are_ordered_unless_there_is_only_one),
		cmocka_unit_test(partners_without_row_numbers_must_be_unique),
		cmocka_unit_test(a_row_without_partner_passes_conditions_on_the_partner),
		cmocka_unit_test(what_is_not_pushed_is_read_and_decided_later),
		cmocka_unit_test(unique_columns_may_be_part_of_those_joined_by),
		cmocka_unit_test(rows_in_any_order_are_split_and_not_sorted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
