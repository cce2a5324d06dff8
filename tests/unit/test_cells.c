/*
 * Tables that are protected together: how their rows, codes and measures are joined.
 */
#include "table_text.h"

static const struct table_text persons = {
	"relief-recipients",
	"2026-01/2026-10",
	"town relief | persons households:stock",
	{ "1,county, _T,total, | 30 20", "11,town,1 _T,total, | 10 7",
	  "12,town,1 _T,total, | 20 13", "1,county, 01,group,_T | 30 20",
	  "11,town,1 01,group,_T | 10 7", "11,town,1 0101,type,01 | 4 3" }
};

static const struct table_text funds = {
	"relief-funds",
	"2026-01/2026-10",
	"relief town | amount persons",
	{ "_T,total, 11,town,1 | 900 10", "_T,total, 1,county, | 2500 30",
	  "0101,type,_T 11,town,1 | 400 4", "0102,type,_T 11,town,1 | 500 6" }
};

static const struct table_text sums = {
	"relief-sums", NULL, "relief | amount", { "_T,total, | 2500", "01,group,_T | 2500" }
};

static void load(struct cells *c, const struct table_text *const *tables, int n, bool backwards)
{
	struct err err = ERR_INIT;
	int i;

	*c = (struct cells){ 0 };
	for (i = 0; i < n; i++)
		if (tt_add(c, tables[i], backwards, &err) < 0)
			fail_msg("%s", err.msg);
	if (cells_finish(c, &err) < 0)
		fail_msg("%s", err.msg);
}

static void load_two(struct cells *c, const struct table_text *one, const struct table_text *other)
{
	const struct table_text *tables[] = { one, other };

	load(c, tables, 2, false);
}

static uint32_t row_of(const struct cells *c, const char *name)
{
	struct err err = ERR_INIT;
	uint32_t row = 0;

	if (cells_find_name(c, name, &row, &err) < 0)
		fail_msg("%s", err.msg);
	return row;
}

static int64_t value(const struct cells *c, const char *measure, const char *name)
{
	int m = cells_measure(c, measure);
	uint32_t row = row_of(c, name);

	assert_true(m >= 0);
	assert_false(cells_is_null(c, m, row));
	return cells_int(c, m, row);
}

static void assert_refused(const struct table_text *one, const struct table_text *other,
			   const char *message)
{
	const struct table_text *tables[] = { one, other };
	struct cells c = { 0 };
	struct err err = ERR_INIT;
	int i, ret = 0;

	for (i = 0; i < 2 && tables[i] && ret == 0; i++)
		ret = tt_add(&c, tables[i], false, &err);
	if (ret == 0)
		ret = cells_finish(&c, &err);
	assert_int_equal(ret, -1);
	assert_string_equal(err.msg, message);
	assert_int_equal(err.kind, ERR_DATA);
	cells_release(&c);
}

static void cells_of_one_name_are_one_row(void **state)
{
	struct cells c;

	(void)state;
	load_two(&c, &persons, &funds);
	assert_int_equal(c.tables[0].nrows, 6);
	assert_int_equal(c.tables[1].nrows, 4);
	assert_int_equal(c.nrows, 7);
	assert_int_equal(value(&c, "households", "town=11,relief=0101"), 3);
	assert_int_equal(value(&c, "amount", "town=11,relief=0101"), 400);
	cells_release(&c);
}

static void rows_of_the_first_table_come_first(void **state)
{
	struct cells c;
	uint32_t row;

	(void)state;
	load_two(&c, &funds, &persons);
	for (row = 0; row < 4; row++) {
		assert_int_equal(c.tables[0].rows[row], row);
		assert_int_equal(c.tables[0].at[row], row);
	}
	assert_int_equal(c.tables[0].at[row], CELLS_NO_ROW);
	assert_ptr_equal(c.batch, c.tables[0].batch);
	assert_string_equal(c.schema.fields[0].name, "relief");
	cells_release(&c);
}

static void a_row_that_a_table_lacks_is_not_available_there(void **state)
{
	struct cells c;
	uint32_t row;
	int m;

	(void)state;
	load_two(&c, &persons, &funds);
	row = row_of(&c, "town=11,relief=0102");
	m = cells_measure(&c, "households");
	assert_true(cells_is_null(&c, m, row));
	assert_int_equal(cells_status(&c, m, row), STATUS_NOT_AVAILABLE);
	assert_false(cells_is_zero(&c, m, row));
	assert_true(cells_size(&c, m, row) == 0);
	assert_int_equal(value(&c, "amount", "town=11,relief=0102"), 500);
	cells_release(&c);
}

static void a_second_measure_of_a_name_is_called_by_its_dataset(void **state)
{
	struct cells c;

	(void)state;
	load_two(&c, &persons, &funds);
	assert_int_equal(cells_measure(&c, "persons"), 0);
	assert_int_equal(c.measures[cells_measure(&c, "relief-funds.persons")].table, 1);
	assert_int_equal(value(&c, "relief-funds.persons", "town=11,relief=0101"), 4);
	assert_int_equal(cells_measure(&c, "relief-recipients.persons"), 0);
	cells_release(&c);
}

static void a_table_without_a_dimension_stands_at_its_total(void **state)
{
	struct cells c;
	int town;

	(void)state;
	load_two(&c, &persons, &sums);
	town = axis_find(&c.axes[0], "_T", 2);
	assert_int_equal(value(&c, "amount", "town=_T,relief=01"), 2500);
	assert_int_equal(value(&c, "amount", "relief=01"), 2500);
	/* No table has that total: it is put above the county. */
	assert_int_equal(c.axes[0].parents[axis_find(&c.axes[0], "1", 1)], town);
	assert_int_equal(c.axes[0].depths[axis_find(&c.axes[0], "11", 2)], 2);
	assert_int_equal(c.axes[0].depths[town], 0);
	assert_false(c.axes[0].is_leaf[town]);
	cells_release(&c);
}

static void the_nearest_parent_is_taken(void **state)
{
	struct cells c;
	const struct axis *relief;

	(void)state;
	load_two(&c, &funds, &persons);
	relief = &c.axes[0];
	assert_string_equal(relief->name, "relief");
	assert_string_equal(relief->codes[relief->parents[axis_find(relief, "0101", 4)]], "01");
	assert_string_equal(relief->codes[relief->parents[axis_find(relief, "0102", 4)]], "_T");
	assert_int_equal(relief->depths[axis_find(relief, "0101", 4)], 2);
	cells_release(&c);
}

static void put_rows(const struct cells *c, struct buf *b)
{
	static const char *const measures[] = { "households", "amount" };
	uint32_t i, row;
	size_t k;
	int a;

	for (i = 0; i < c->nrows; i++) {
		row = c->sorted[i];
		assert_int_equal(c->ranks[row], i);
		for (a = 0; a < c->naxes; a++)
			buf_printf(b, "%s ",
				   c->axes[c->order[a]].codes[cells_nodes(c, row)[c->order[a]]]);
		for (k = 0; k < 2; k++) {
			buf_putc(b, ' ');
			cells_put_value(c, cells_measure(c, measures[k]), row, b);
		}
		buf_putc(b, '\n');
	}
}

static void the_order_of_rows_and_tables_changes_nothing(void **state)
{
	const struct table_text *one[] = { &persons, &funds }, *other[] = { &funds, &persons };
	struct buf expected = BUF_INIT, found = BUF_INIT;
	struct cells c;
	int i;

	(void)state;
	load(&c, one, 2, false);
	put_rows(&c, &expected);
	cells_release(&c);
	for (i = 1; i < 4; i++) {
		load(&c, i & 1 ? other : one, 2, i & 2);
		buf_clear(&found);
		put_rows(&c, &found);
		assert_string_equal(found.p, expected.p);
		cells_release(&c);
	}
	buf_release(&expected);
	buf_release(&found);
}

static void a_name_is_the_same_with_and_without_other_tables(void **state)
{
	const struct table_text *tables[] = { &sums, &persons };
	struct buf alone = BUF_INIT, joint = BUF_INIT;
	struct cells c;
	int i;

	(void)state;
	for (i = 1; i <= 2; i++) {
		load(&c, tables, i, false);
		cells_name(&c, cells_nodes(&c, 1), i == 1 ? &alone : &joint);
		cells_release(&c);
	}
	assert_string_equal(alone.p, "relief=01");
	assert_string_equal(joint.p, alone.p);
	buf_release(&alone);
	buf_release(&joint);
}

static void a_name_finds_its_row(void **state)
{
	static const struct table_text strange = { "strange",
						   NULL,
						   "age=band town | persons",
						   { "[0~^7),band, 11,town, | 3",
						     "a=b%41,band, 11,town, | 4" } };
	const struct table_text *tables[] = { &strange };
	struct buf b = BUF_INIT;
	struct cells c;
	uint32_t row;

	(void)state;
	load(&c, tables, 1, false);
	for (row = 0; row < c.nrows; row++) {
		buf_clear(&b);
		cells_name(&c, cells_nodes(&c, row), &b);
		assert_null(strchr(b.p, ' '));
		assert_int_equal(row_of(&c, b.p), row);
	}
	cells_release(&c);
	buf_release(&b);
}

static void a_name_of_no_row_says_why(void **state)
{
	static const char *const cases[][2] = {
		{ "town", "town is not DIMENSION=CODE" },
		{ "place=1", "the table has no dimension place" },
		{ "town=11,town=12", "dimension town is named twice" },
		{ "town=13", "dimension town has no code 13" },
		{ "relief=01", "no code of dimension town is named" },
		{ "town=12,relief=01", "the table has no such row" },
	};
	const struct table_text *tables[] = { &persons };
	struct err err = ERR_INIT;
	struct cells c;
	uint32_t row;
	size_t i;

	(void)state;
	load(&c, tables, 1, false);
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_int_equal(cells_find_name(&c, cases[i][0], &row, &err), -1);
		assert_string_equal(err.msg, cases[i][1]);
		assert_int_equal(err.kind, ERR_USAGE);
	}
	cells_release(&c);
}

static void every_table_is_cells(void **state)
{
	struct err err = ERR_INIT;
	struct schema s;
	struct cells c;

	(void)state;
	c = (struct cells){ 0 };
	assert_int_equal(tt_add(&c, &persons, false, &err), 0);
	tt_schema(&funds, &s);
	meta_set(&s.meta, META_STATE, "masked");
	assert_int_equal(cells_add_table(&c, &s, &err), -1);
	assert_int_equal(err.kind, ERR_STREAM);
	schema_release(&s);
	cells_release(&c);
}

static void two_tables_of_a_dataset_are_told_apart(void **state)
{
	static const struct table_text again = {
		"relief-sums", NULL, "relief | amount", { "_T,group, | 2500" }
	};

	(void)state;
	assert_refused(&sums, &again,
		       "dimension relief: code _T is of level group in relief-sums (table 2), of "
		       "another in a table before it");
}

static void parents_that_contradict_each_other_are_refused(void **state)
{
	static const struct table_text moved = {
		"moved", NULL, "town | amount", { "2,county, | 5", "11,town,2 | 5" }
	};

	(void)state;
	assert_refused(&persons, &moved,
		       "dimension town: code 11 stands below 1 in relief-recipients and below 2 in "
		       "moved, and neither of these stands below the other");
}

static void a_cycle_is_refused(void **state)
{
	static const struct table_text cycle = { "cycle",
						 NULL,
						 "town | amount",
						 { "13,town,12 | 1", "11,town,12 | 5",
						   "12,town,11 | 5" } };
	static const struct table_text down = {
		"down", NULL, "town | amount", { "1,county,11 | 5", "11,town, | 5" }
	};

	(void)state;
	assert_refused(&cycle, NULL, "dimension town: code 11 is below itself");
	assert_refused(&persons, &down,
		       "dimension town: code 1 is below itself when the tables are joined");
}

static void an_orphan_is_refused(void **state)
{
	static const struct table_text orphan = {
		"orphan", NULL, "town | amount", { "11,town,1 | 5" }
	};

	(void)state;
	assert_refused(&orphan, NULL, "dimension town: the parent 1 of 11 has no row");
}

static void a_code_of_two_levels_is_refused(void **state)
{
	static const struct table_text other = {
		"other", NULL, "town | amount", { "1,district, | 5" }
	};

	(void)state;
	assert_refused(&persons, &other,
		       "dimension town: code 1 is of level district in other, of another in a "
		       "table before it");
}

static void a_dimension_of_two_kinds_is_refused(void **state)
{
	static const struct table_text other = {
		"other", NULL, "town* | amount", { "_T,total, | 5" }
	};

	(void)state;
	assert_refused(&persons, &other,
		       "dimension town is of the kind of-which in only one of relief-recipients "
		       "and other");
}

static void a_double_row_is_named_with_its_table(void **state)
{
	static const struct table_text twice = { "twice",
						 NULL,
						 "relief | amount",
						 { "_T,total, | 1", "01,group,_T | 1",
						   "01,group,_T | 2" } };

	(void)state;
	assert_refused(&persons, &twice, "twice has two rows of town=_T, relief=01");
	assert_refused(&twice, NULL, "the table has two rows of relief=01");
}

static void periods_and_no_periods_are_not_joined(void **state)
{
	static const struct table_text months = {
		"months", NULL, "relief period | amount", { "_T,total, 2026-10,month, | 1" }
	};

	(void)state;
	assert_refused(&months, &sums,
		       "relief-sums has no dimension period, and what it counts cannot be compared "
		       "with any period of the other tables");
}

static void a_year_runs_equally_long_in_all_tables(void **state)
{
	static const struct table_text longer = { "longer",
						  "2026-01/2026-10",
						  "period | persons",
						  { "2026,year, | 9", "2026-10,month,2026 | 9" } };
	static const struct table_text shorter = { "shorter",
						   "2026-01/2026-09",
						   "period | amount",
						   { "2026,year, | 8", "2026-09,month,2026 | 8" } };
	static const struct table_text months = {
		"months", "2026-01/2026-09", "period | amount", { "2026-09,month, | 8" }
	};
	struct cells c;

	(void)state;
	assert_refused(&longer, &shorter,
		       "dimension period: 2026 has not run as long in shorter as in the other "
		       "tables: give all the same last month");
	load_two(&c, &longer, &months);
	assert_int_equal(value(&c, "amount", "period=2026-09"), 8);
	cells_release(&c);
}

static void values_have_less_than_62_bits(void **state)
{
	static const struct table_text large = {
		"large", NULL, "town | persons", { "11,town, | 4611686018427387904" }
	};
	static const struct table_text least = {
		"least", NULL, "town | persons", { "11,town, | -4611686018427387904" }
	};
	static const struct table_text fits = {
		"fits", NULL, "town | persons", { "11,town, | 4611686018427387903" }
	};
	const struct table_text *tables[] = { &fits };
	struct cells c;

	(void)state;
	assert_refused(&large, NULL,
		       "town=11: persons is too large: values of 2^62 and more are not protected");
	assert_refused(&least, NULL,
		       "town=11: persons is too large: values of 2^62 and more are not protected");
	load(&c, tables, 1, false);
	assert_int_equal(value(&c, "persons", "town=11"), 4611686018427387903);
	cells_release(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_of_one_name_are_one_row),
		cmocka_unit_test(rows_of_the_first_table_come_first),
		cmocka_unit_test(a_row_that_a_table_lacks_is_not_available_there),
		cmocka_unit_test(a_second_measure_of_a_name_is_called_by_its_dataset),
		cmocka_unit_test(a_table_without_a_dimension_stands_at_its_total),
		cmocka_unit_test(the_nearest_parent_is_taken),
		cmocka_unit_test(the_order_of_rows_and_tables_changes_nothing),
		cmocka_unit_test(a_name_is_the_same_with_and_without_other_tables),
		cmocka_unit_test(a_name_finds_its_row),
		cmocka_unit_test(a_name_of_no_row_says_why),
		cmocka_unit_test(every_table_is_cells),
		cmocka_unit_test(two_tables_of_a_dataset_are_told_apart),
		cmocka_unit_test(parents_that_contradict_each_other_are_refused),
		cmocka_unit_test(a_cycle_is_refused),
		cmocka_unit_test(an_orphan_is_refused),
		cmocka_unit_test(a_code_of_two_levels_is_refused),
		cmocka_unit_test(a_dimension_of_two_kinds_is_refused),
		cmocka_unit_test(a_double_row_is_named_with_its_table),
		cmocka_unit_test(periods_and_no_periods_are_not_joined),
		cmocka_unit_test(a_year_runs_equally_long_in_all_tables),
		cmocka_unit_test(values_have_less_than_62_bits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
