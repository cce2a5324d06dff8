#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "core/mem.h"
#include "filled_scene.h"
#include "fujian_2020_01.h"
#include "report/form/change.h"

static const char *percent_of(__int128 now, int now_scale, __int128 last, int last_scale)
{
	static char text[DECIMAL_TEXT];
	__int128 v;

	if (!change_percent(now, now_scale, last, last_scale, &v))
		return "none";
	decimal_format(v, 2, text);
	return text;
}

static void change_is_two_places_half_away_from_zero(void **state)
{
	(void)state;
	assert_string_equal(percent_of(251, 0, 270, 0), "-7.04");
	/* 邵阳 2024-10 */
	assert_string_equal(percent_of(1540844, 1, 1387142, 1), "11.08");
	assert_string_equal(percent_of(15408440, 2, 1387142, 1), "11.08");
	assert_string_equal(percent_of(100125, 0, 100000, 0), "0.13");
	assert_string_equal(percent_of(99875, 0, 100000, 0), "-0.13");
	assert_string_equal(percent_of(100004, 0, 100000, 0), "0.00");
	assert_string_equal(percent_of(5, 0, 5, 0), "0.00");
	assert_string_equal(percent_of(0, 0, 5, 0), "-100.00");
}

static void no_change_against_zero_or_beyond_38_digits(void **state)
{
	__int128 big = 1;

	(void)state;
	for (int i = 0; i < 37; i++)
		big *= 10;
	assert_string_equal(percent_of(5, 0, 0, 0), "none");
	assert_string_equal(percent_of(0, 0, 0, 0), "none");
	assert_string_equal(percent_of(big, 0, 1, 0), "none");
	assert_string_equal(percent_of(1, 0, big, 30), "none");
}

static void contributions_of_a_partition_add_up(void **state)
{
	__int128 a, b, whole;

	(void)state;
	assert_true(change_contribution(120, 100, 200, &a));
	assert_true(change_contribution(90, 100, 200, &b));
	assert_true(change_contribution(210, 200, 200, &whole));
	assert_int_equal((long long)a, 1000);
	assert_int_equal((long long)b, -500);
	assert_int_equal((long long)(a + b), (long long)whole);
	assert_false(change_contribution(1, 0, 0, &a));
}

/* The form of January 2020 with December 2019 of that edition behind it. */
static struct verdicts fill_fujian(struct scene *now, struct scene *last, const char *edition)
{
	struct verdicts v = { 0 };
	struct err err = ERR_INIT;

	scene_open(now, MONTHLY, "2020-01", NULL);
	scene_open(last, MONTHLY, "2019-12", edition);
	for (size_t i = 0; i < FUJIAN_ROWS; i++) {
		scene_put(now, fujian_2020_01[i].row, fujian_2020_01[i].now);
		scene_put(last, fujian_2020_01[i].row, fujian_2020_01[i].last);
	}
	if (change_fill(&now->filled, &last->filled, &v, &err) < 0)
		fail_msg("%s", err.msg);
	return v;
}

static void fujian_changes_are_those_that_it_printed(void **state)
{
	struct scene now, last;
	struct verdicts v = fill_fujian(&now, &last, "2020");
	int printed = 0;

	(void)state;
	for (size_t i = 0; i < FUJIAN_ROWS; i++) {
		const struct fujian_row *r = &fujian_2020_01[i];

		assert_string_equal(scene_print(&now, r->row, "上期"), r->last);
		if (*r->change) {
			assert_string_equal(scene_print(&now, r->row, "环比"), r->change);
			printed++;
		} else {
			/* The province leaves blank what did not change. */
			assert_string_equal(scene_print(&now, r->row, "环比"),
					    *r->last ? "0.00" : "");
		}
	}
	assert_int_equal(printed, 19);
	verdicts_release(&v);
	scene_close(&now);
	scene_close(&last);
}

static void a_changed_definition_is_not_compared(void **state)
{
	struct scene now, last;
	struct verdicts v = fill_fujian(&now, &last, NULL);
	const struct value *c;
	size_t refused = 0;

	(void)state;
	assert_string_equal(last.form.edition, "2019");
	c = scene_value(&now, "YZH011112000", "环比");
	assert_int_equal(c->state, VALUE_SLASH);
	assert_non_null(strstr(c->remark, "口径变化，不计算环比"));
	assert_non_null(strstr(c->remark, "民族乡"));
	assert_string_equal(scene_print(&now, "YZH011112000", "上期"), "270");
	assert_string_equal(scene_print(&now, "YZH011112100", "环比"), "0.00");
	for (size_t i = 0; i < FUJIAN_ROWS; i++)
		if (*fujian_2020_01[i].change && i != 2)
			assert_string_equal(scene_print(&now, fujian_2020_01[i].row, "环比"),
					    fujian_2020_01[i].change);
	for (size_t i = 0; i < v.n; i++)
		if (strcmp(v.items[i].key, "月报/YZH011112000/环比") == 0) {
			assert_int_equal(v.items[i].severity, SEVERITY_REMARK);
			refused++;
		}
	assert_int_equal(refused, 1);
	verdicts_release(&v);
	scene_close(&now);
	scene_close(&last);
}

static void cumulative_rows_of_january_are_marked(void **state)
{
	struct scene now, last;
	struct verdicts v = fill_fujian(&now, &last, "2020");

	(void)state;
	assert_string_equal(scene_value(&now, "YZH011200000", "环比")->remark,
			    "累计数与上年全年数比较");
	assert_null(scene_value(&now, "城市低保人数", "环比")->remark);
	assert_string_equal(scene_value(&now, "YZH012320000", "环比")->remark,
			    "上期无数据，不计算环比");
	assert_int_equal(scene_value(&now, "YZH011200000", "上期")->of.n,
			 period_named("2019-12").n);
	verdicts_release(&v);
	scene_close(&now);
	scene_close(&last);
}

static void nothing_is_derived_from_a_protected_number(void **state)
{
	struct scene now, last;
	struct verdicts v = { 0 };
	struct err err = ERR_INIT;
	struct value *c;

	(void)state;
	scene_open(&now, MONTHLY, "2025-02", NULL);
	scene_open(&last, MONTHLY, "2025-01", NULL);
	scene_put(&now, "城市特困人数", "45");
	c = &last.filled.values[scene_cell(&last, "城市特困人数", "数量")];
	c->state = VALUE_MISSING;
	c->text = mem_strdup("保护");
	scene_put(&now, "农村特困人数", "12");
	scene_put(&last, "农村特困人数", "0");
	assert_int_equal(change_fill(&now.filled, &last.filled, &v, &err), 0);
	assert_int_equal(scene_value(&now, "城市特困人数", "上期")->state, VALUE_MISSING);
	assert_int_equal(scene_value(&now, "城市特困人数", "环比")->state, VALUE_MISSING);
	assert_string_equal(scene_value(&now, "城市特困人数", "环比")->text, "保护");
	assert_string_equal(scene_print(&now, "农村特困人数", "环比"), "/");
	assert_string_equal(scene_value(&now, "农村特困人数", "环比")->remark,
			    "上期为零，不计算环比");
	verdicts_release(&v);
	scene_close(&now);
	scene_close(&last);
}

static void rows_are_found_by_the_code_that_they_had(void **state)
{
	struct scene now, last;
	struct verdicts v = { 0 };
	struct err err = ERR_INIT;

	(void)state;
	scene_open(&now, QUARTERLY, "2022-Q1", NULL);
	scene_open(&last, QUARTERLY, "2021-Q4", NULL);
	scene_put(&now, "JZH011212000", "110.0");
	scene_put(&last, "JZH011314000", "100.0");
	scene_put(&now, "JZH011212111", "50.0");
	scene_put(&last, "JZH011314111", "40.0");
	scene_put(&now, "JZH011112000", "31");
	scene_put(&last, "JZH011112000", "31");
	assert_int_equal(change_fill(&now.filled, &last.filled, &v, &err), 0);
	assert_string_equal(scene_print(&now, "JZH011212000", "上季度"), "100.0");
	assert_string_equal(scene_print(&now, "JZH011212000", "环比"), "10.00");
	assert_string_equal(scene_print(&now, "JZH011212111", "环比"), "25.00");
	assert_string_equal(scene_print(&now, "JZH011112000", "环比"), "0.00");
	verdicts_release(&v);
	scene_close(&now);
	scene_close(&last);
}

/* Two revisions lie between: both are passed, and what changed at one is refused. */
static void editions_between_are_passed(void **state)
{
	struct scene now, last;
	struct verdicts v = { 0 };
	struct err err = ERR_INIT;

	(void)state;
	scene_open(&now, QUARTERLY, "2022-Q1", NULL);
	scene_open(&last, QUARTERLY, "2021-Q4", "2019");
	scene_put(&now, "JZH011212000", "110.0");
	scene_put(&last, "JZH011314000", "100.0");
	scene_put(&now, "JZH011112000", "30");
	scene_put(&last, "JZH011112000", "31");
	assert_int_equal(change_fill(&now.filled, &last.filled, &v, &err), 0);
	assert_string_equal(scene_print(&now, "JZH011212000", "环比"), "10.00");
	assert_string_equal(scene_print(&now, "JZH011112000", "环比"), "/");
	verdicts_release(&v);
	scene_close(&now);
	scene_close(&last);
}

static enum err_kind refused(const char *path, const char *period, const char *edition)
{
	struct scene now, last;
	struct verdicts v = { 0 };
	struct err err = ERR_INIT;

	scene_open(&now, MONTHLY, "2020-03", NULL);
	scene_open(&last, path, period, edition);
	assert_int_equal(change_fill(&now.filled, &last.filled, &v, &err), -1);
	verdicts_release(&v);
	scene_close(&now);
	scene_close(&last);
	return err.kind;
}

static void only_the_period_before_is_compared(void **state)
{
	(void)state;
	assert_int_equal(refused(MONTHLY, "2020-01", NULL), ERR_DATA);
	assert_int_equal(refused(MONTHLY, "2019-03", NULL), ERR_DATA);
	assert_int_equal(refused(QUARTERLY, "2019-Q4", NULL), ERR_DATA);
	assert_int_equal(refused(MONTHLY, "2020-02", "2022"), ERR_DATA);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(change_is_two_places_half_away_from_zero),
		cmocka_unit_test(no_change_against_zero_or_beyond_38_digits),
		cmocka_unit_test(contributions_of_a_partition_add_up),
		cmocka_unit_test(fujian_changes_are_those_that_it_printed),
		cmocka_unit_test(a_changed_definition_is_not_compared),
		cmocka_unit_test(cumulative_rows_of_january_are_marked),
		cmocka_unit_test(nothing_is_derived_from_a_protected_number),
		cmocka_unit_test(rows_are_found_by_the_code_that_they_had),
		cmocka_unit_test(editions_between_are_passed),
		cmocka_unit_test(only_the_period_before_is_compared),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
