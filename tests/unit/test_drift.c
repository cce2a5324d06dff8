#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "core/log.h"
#include "extract/drift.h"

enum { MOST = 8 };

static struct reg_column registered[MOST];
static struct reg_table table;
static struct live_column columns[MOST];
static struct live_table live;

static void begin(void)
{
	table = (struct reg_table){ .name = "t", .columns = registered };
	live = (struct live_table){ .columns = columns, .declares_null = true };
}

static void marked(const char *name, unsigned stored, bool nullable)
{
	registered[table.ncolumns++] =
		(struct reg_column){ .name = name, .stored = stored, .nullable = nullable };
}

static void found(const char *name, const char *type, unsigned stored, bool not_null)
{
	char *views[2];

	memcpy(views, (const char *const[]){ name, type }, sizeof(views));
	columns[live.ncolumns++] = (struct live_column){ views[0], views[1], stored, not_null,
							 false };
}

/* The lines of the diff, one under the other. */
static void expect(const char *want)
{
	struct drift d = DRIFT_INIT;
	struct buf text = BUF_INIT;
	size_t i;

	drift_compare(&d, &table, &live);
	for (i = 0; i < d.n; i++)
		buf_printf(&text, "%s\n", d.lines[i].text);
	assert_string_equal(text.p ? text.p : "", want);
	buf_release(&text);
	drift_release(&d);
}

static void a_table_that_agrees_has_no_line(void **state)
{
	(void)state;
	begin();
	marked("a", REG_STORED_TEXT, true);
	marked("b", REG_STORED_INTEGER | REG_STORED_TEXT, false);
	found("b", "INT", REG_STORED_INTEGER, true);
	found("a", "TEXT", REG_STORED_TEXT, false);
	expect("");
}

static void what_is_new_is_added(void **state)
{
	(void)state;
	begin();
	marked("a", REG_STORED_TEXT, true);
	found("a", "TEXT", REG_STORED_TEXT, false);
	found("phone", "VARCHAR(20)", REG_STORED_TEXT, false);
	found("memo", "", REG_STORED_TEXT | REG_STORED_BLOB, true);
	expect("+ t.phone VARCHAR(20) (added)\n+ t.memo (added)\n");
}

static void what_is_gone_is_removed(void **state)
{
	(void)state;
	begin();
	marked("a", REG_STORED_TEXT, true);
	marked("b", REG_STORED_TEXT, true);
	found("b", "TEXT", REG_STORED_TEXT, false);
	expect("- t.a (removed)\n");
}

static void another_type_is_retyped(void **state)
{
	(void)state;
	begin();
	marked("a", REG_STORED_INTEGER | REG_STORED_REAL, true);
	found("a", "TEXT", REG_STORED_TEXT | REG_STORED_BLOB, false);
	expect("~ t.a TEXT (retyped: the register has it stored as integer or real)\n");
}

static void the_same_place_and_type_is_renamed(void **state)
{
	(void)state;
	begin();
	marked("a", REG_STORED_TEXT, true);
	marked("village", REG_STORED_TEXT, true);
	marked("c", REG_STORED_TEXT, true);
	found("a", "TEXT", REG_STORED_TEXT, false);
	found("cun", "TEXT", REG_STORED_TEXT, true);
	found("c", "TEXT", REG_STORED_TEXT, false);
	expect("~ t.village (renamed, it seems: cun now)\n");
}

/* A column more before it moves the place, not its neighbour. */
static void a_place_is_told_by_the_column_before(void **state)
{
	(void)state;
	begin();
	marked("a", REG_STORED_TEXT, true);
	marked("village", REG_STORED_TEXT, true);
	found("first", "INT", REG_STORED_INTEGER, false);
	found("a", "TEXT", REG_STORED_TEXT, false);
	found("cun", "TEXT", REG_STORED_TEXT, false);
	expect("~ t.village (renamed, it seems: cun now)\n+ t.first INT (added)\n");
}

static void nearly_the_same_name_is_renamed(void **state)
{
	(void)state;
	begin();
	marked("owername", REG_STORED_TEXT, true);
	marked("b", REG_STORED_TEXT, true);
	found("b", "TEXT", REG_STORED_TEXT, false);
	found("x", "TEXT", REG_STORED_TEXT, false);
	found("ownername", "TEXT", REG_STORED_TEXT, false);
	expect("~ t.owername (renamed, it seems: ownername now)\n+ t.x TEXT (added)\n");
	begin();
	marked("Phone", REG_STORED_TEXT, true);
	marked("b", REG_STORED_TEXT, true);
	found("b", "TEXT", REG_STORED_TEXT, false);
	found("PHONE", "TEXT", REG_STORED_TEXT, false);
	expect("~ t.Phone (renamed, it seems: PHONE now)\n");
}

static void another_type_in_the_same_place_is_not_renamed(void **state)
{
	(void)state;
	begin();
	marked("a", REG_STORED_TEXT, true);
	found("z", "INT", REG_STORED_INTEGER, false);
	expect("- t.a (removed)\n+ t.z INT (added)\n");
}

static void one_new_column_stands_for_one_old_one(void **state)
{
	(void)state;
	begin();
	marked("name1", REG_STORED_TEXT, true);
	marked("name2", REG_STORED_TEXT, true);
	found("name3", "TEXT", REG_STORED_TEXT, false);
	expect("~ t.name1 (renamed, it seems: name3 now)\n- t.name2 (removed)\n");
}

static void not_null_that_comes_or_goes_is_told(void **state)
{
	(void)state;
	begin();
	marked("a", REG_STORED_TEXT, true);
	marked("b", REG_STORED_TEXT, false);
	found("a", "TEXT", REG_STORED_TEXT, true);
	found("b", "TEXT", REG_STORED_TEXT, false);
	expect("~ t.a (nullable: NOT NULL is declared now; the register says nullable)\n"
	       "~ t.b (nullable: NOT NULL is not declared any more; the register says not "
	       "nullable)\n");
	columns[0].is_key = columns[1].is_key = true;
	expect("");
	columns[0].is_key = columns[1].is_key = false;
	live.declares_null = false;
	expect("");
}

static void a_table_that_is_gone_is_one_line(void **state)
{
	struct drift d = DRIFT_INIT;

	(void)state;
	begin();
	marked("a", REG_STORED_TEXT, true);
	drift_compare(&d, &table, NULL);
	assert_int_equal(d.n, 1);
	assert_int_equal(d.lines[0].kind, DRIFT_GONE);
	assert_string_equal(d.lines[0].where, "t");
	assert_string_equal(d.lines[0].text, "- t (removed: the whole table)");
	drift_release(&d);
}

static void no_difference_is_no_error(void **state)
{
	struct drift d = DRIFT_INIT;
	struct err err = ERR_INIT;

	(void)state;
	assert_int_equal(drift_end(&d, "s", &err), 0);
	drift_release(&d);
}

static void the_error_counts_them_and_names_the_first(void **state)
{
	struct drift d = DRIFT_INIT;
	struct err err = ERR_INIT;

	(void)state;
	begin();
	found("a", "TEXT", REG_STORED_TEXT, false);
	found("b", "TEXT", REG_STORED_TEXT, false);
	found("c", "TEXT", REG_STORED_TEXT, false);
	found("d", "TEXT", REG_STORED_TEXT, false);
	found("e", "TEXT", REG_STORED_TEXT, false);
	drift_compare(&d, &table, &live);
	assert_int_equal(drift_end(&d, "s", &err), -1);
	assert_int_equal(err.kind, ERR_DATA);
	assert_string_equal(err.msg,
			    "source s: returned for marking: 5 differences from "
			    "config/fields/s.json (t.a added, t.b added, t.c added and 2 more); "
			    "mark what changed there");
	drift_release(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_table_that_agrees_has_no_line),
		cmocka_unit_test(what_is_new_is_added),
		cmocka_unit_test(what_is_gone_is_removed),
		cmocka_unit_test(another_type_is_retyped),
		cmocka_unit_test(the_same_place_and_type_is_renamed),
		cmocka_unit_test(a_place_is_told_by_the_column_before),
		cmocka_unit_test(nearly_the_same_name_is_renamed),
		cmocka_unit_test(another_type_in_the_same_place_is_not_renamed),
		cmocka_unit_test(one_new_column_stands_for_one_old_one),
		cmocka_unit_test(not_null_that_comes_or_goes_is_told),
		cmocka_unit_test(a_table_that_is_gone_is_one_line),
		cmocka_unit_test(no_difference_is_no_error),
		cmocka_unit_test(the_error_counts_them_and_names_the_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
