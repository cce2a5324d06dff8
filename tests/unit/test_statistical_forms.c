/* The statistical forms as data: every edition, and published numbers against their rules. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "filled_scene.h"
#include "fujian_2020_01.h"
#include "report/check/check.h"

static const char *const files[] = { MONTHLY, QUARTERLY };

static struct json member(struct json v, const char *key)
{
	return json_member(v, key);
}

static const char *text_of(struct json v)
{
	struct err err = ERR_INIT;
	const char *s = "";

	if (json_is(v) && json_get_text(v, &s, &err) < 0)
		fail_msg("%s", err.msg);
	return s;
}

/* The sum of rows, 0 for blanks; *any: some number stands there. */
static __int128 sum_of(const struct scene *s, struct json rows, bool *any)
{
	__int128 sum = 0, v;

	for (struct json i = json_first(rows); json_is(i); i = json_next(i))
		if (filled_number(&s->filled, scene_cell(s, text_of(i), "数量"), &v)) {
			sum += v;
			*any = true;
		}
	return sum;
}

/* Whether the sums of the form hold, judged here and not by the program's own checks. */
static int sums_that_fail(const struct scene *s)
{
	int failed = 0;

	for (struct json r = json_first(s->form.rules); json_is(r); r = json_next(r)) {
		__int128 tolerance = 0, off, left;
		bool has_left = false, has_right = false;
		int scale;

		if (strcmp(text_of(member(r, "kind")), "equal") != 0)
			continue;
		left = sum_of(s, member(r, "left"), &has_left);
		off = left - sum_of(s, member(r, "right"), &has_right);
		scale = form_cell(&s->form,
				  scene_cell(s, text_of(json_first(member(r, "left"))), "数量"))
				->scale;
		if (json_is(member(r, "tolerance")))
			assert_true(decimal_parse(str_of(text_of(member(r, "tolerance"))), scale,
						  &tolerance));
		failed += has_left && has_right && (off > tolerance || off < -tolerance);
	}
	return failed;
}

static void every_edition_of_both_forms_loads(void **state)
{
	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct err err = ERR_INIT;
		char **names;
		size_t n;

		assert_int_equal(form_editions(files[i], &names, &n, &err), 0);
		assert_int_equal(n, 4);
		for (size_t k = 0; k < n; k++) {
			struct scene s;

			scene_open(&s, files[i], i ? "2024-Q1" : "2024-01", names[k]);
			assert_true(form_size(&s.form) > 60);
			assert_true(s.form.grouped);
			scene_close(&s);
			free(names[k]);
		}
		free(names);
	}
}

/* The level of each row's first label. */
static void levels_go_down_one_at_a_time(void **state)
{
	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct err err = ERR_INIT;
		char **names;
		size_t n;

		assert_int_equal(form_editions(files[i], &names, &n, &err), 0);
		for (size_t k = 0; k < n; k++) {
			struct scene s;
			int last = 0, deepest = 0;

			scene_open(&s, files[i], i ? "2024-Q1" : "2024-01", names[k]);
			for (size_t j = 0; j < s.form.tables[0].nplaces; j++) {
				const struct form_place *p = &s.form.tables[0].places[j];

				if (p->column > 0) {
					assert_int_equal(p->level, 0);
					continue;
				}
				if (p->level > last + 1)
					fail_msg("%s %s: %s", files[i], names[k], p->text);
				last = p->level;
				deepest = last > deepest ? last : deepest;
			}
			assert_int_equal(deepest, 5);
			scene_close(&s);
			free(names[k]);
		}
		free(names);
	}
}

static void a_change_is_not_called_by_the_unit_of_its_row(void **state)
{
	struct scene s;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		scene_open(&s, files[i], i ? "2026-Q3" : "2026-10", NULL);
		for (int k = 0; k < form_size(&s.form); k++)
			if (strstr(form_cell(&s.form, k)->label, "／万元"))
				fail_msg("%s", form_cell(&s.form, k)->label);
		scene_close(&s);
	}
}

static void periods_choose_their_edition(void **state)
{
	static const struct {
		const char *path, *period, *edition;
	} cases[] = {
		{ MONTHLY, "2019-12", "2019" },	  { MONTHLY, "2020-01", "2020" },
		{ MONTHLY, "2022-01", "2022" },	  { MONTHLY, "2026-10", "2024" },
		{ QUARTERLY, "2019-Q4", "2019" }, { QUARTERLY, "2021-Q4", "2020" },
		{ QUARTERLY, "2023-Q4", "2022" }, { QUARTERLY, "2024-Q1", "2024" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct scene s;

		scene_open(&s, cases[i].path, cases[i].period, NULL);
		assert_string_equal(s.form.edition, cases[i].edition);
		scene_close(&s);
	}
}

static void rules_name_rows(const struct scene *s)
{
	static const char *const keys[] = { "left", "right", "parts", "whole" };

	for (struct json r = json_first(s->form.rules); json_is(r); r = json_next(r))
		for (size_t k = 0; k < 4; k++)
			for (struct json c = json_first(member(r, keys[k])); json_is(c);
			     c = json_next(c))
				scene_cell(s, text_of(c), "数量");
}

/* Every rule names rows that are there, every `was` one of the edition before. */
static void rules_and_former_codes_are_of_rows_that_exist(void **state)
{
	(void)state;
	for (size_t i = 0; i < 2; i++) {
		static const char *const editions[] = { "2019", "2020", "2022", "2024" };
		struct scene s[4];

		for (size_t e = 0; e < 4; e++) {
			scene_open(&s[e], files[i], i ? "2024-Q1" : "2024-01", editions[e]);
			rules_name_rows(&s[e]);
			for (int c = 0; e && c < form_size(&s[e].form); c++)
				if (form_cell(&s[e].form, c)->was)
					scene_cell(&s[e - 1], form_cell(&s[e].form, c)->was,
						   "数量");
		}
		for (size_t e = 0; e < 4; e++)
			scene_close(&s[e]);
	}
}

static void fujian_parts_add_up_exactly(void **state)
{
	struct scene now, last;

	(void)state;
	scene_open(&now, MONTHLY, "2020-01", NULL);
	scene_open(&last, MONTHLY, "2019-12", NULL);
	for (size_t i = 0; i < FUJIAN_ROWS; i++) {
		scene_put(&now, fujian_2020_01[i].row, fujian_2020_01[i].now);
		scene_put(&last, fujian_2020_01[i].row, fujian_2020_01[i].last);
	}
	assert_int_equal(sums_that_fail(&now), 0);
	assert_int_equal(sums_that_fail(&last), 0);
	scene_close(&now);
	scene_close(&last);
}

/* 上期 by the form of its own year adds up only because 乡 includes the 民族乡 there. */
static void townships_of_2019_do_not_fit_the_form_of_2020(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, MONTHLY, "2019-12", "2020");
	for (size_t i = 0; i < FUJIAN_ROWS; i++)
		scene_put(&s, fujian_2020_01[i].row, fujian_2020_01[i].last);
	assert_int_equal(sums_that_fail(&s), 1);
	scene_close(&s);
}

static void yunnan_parts_add_up_within_rounding(void **state)
{
	static const char *const rows[][2] = {
		{ "YZH011200000", "123,894.7" }, { "YZH011210000", "11,571.7" },
		{ "YZH011220000", "100,001.8" }, { "YZH011230000", "8,685.5" },
		{ "YZH011240000", "600.3" },	 { "YZH011250000", "3,035.4" },
		{ "YZH011221000", "87,167.3" },	 { "YZH011221100", "19,477.6" },
		{ "YZH011221200", "67,689.7" },	 { "特困支出", "10,625.8" },
		{ "城市特困支出", "1,051.7" },	 { "农村特困支出", "9,574.1" },
	};
	struct scene s;

	(void)state;
	scene_open(&s, MONTHLY, "2020-01", NULL);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		scene_put(&s, rows[i][0], rows[i][1]);
	assert_int_equal(sums_that_fail(&s), 0);
	scene_put(&s, "YZH011230000", "8,685.9");
	assert_int_equal(sums_that_fail(&s), 1);
	scene_put(&s, "YZH011230000", "8,685.6");
	assert_int_equal(sums_that_fail(&s), 0);
	scene_close(&s);
}

static int quarter_fails(const char *period, const char *const (*rows)[2], size_t n)
{
	struct scene s;
	int failed;

	scene_open(&s, QUARTERLY, period, NULL);
	for (size_t i = 0; i < n; i++)
		scene_put(&s, rows[i][0], rows[i][1]);
	failed = sums_that_fail(&s);
	scene_close(&s);
	return failed;
}

#define QUARTER_FAILS(period, rows) quarter_fails(period, rows, sizeof(rows) / sizeof(*(rows)))

static void townships_of_hengyang_and_shaoyang_add_up_each_by_its_form(void **state)
{
	static const char *const hengyang[][2] = {
		{ "JZH011110000", "186" }, { "JZH011111000", "114" }, { "JZH011112000", "31" },
		{ "JZH011112100", "1" },   { "JZH011113000", "41" },
	};
	static const char *const shaoyang[][2] = {
		{ "JZH011110000", "202" }, { "JZH011111000", "114" }, { "JZH011112000", "37" },
		{ "JZH011112100", "15" },  { "JZH011113000", "36" },
	};

	(void)state;
	assert_int_equal(QUARTER_FAILS("2019-Q4", hengyang), 0);
	assert_int_equal(QUARTER_FAILS("2020-Q4", hengyang), 1);
	assert_int_equal(QUARTER_FAILS("2024-Q3", shaoyang), 0);
	assert_int_equal(QUARTER_FAILS("2019-Q4", shaoyang), 1);
}

static void institutions_beds_and_orphans_add_up(void **state)
{
	static const char *const yunnan[][2] = {
		{ "提供住宿的民政机构", "942" },
		{ "养老机构", "837" },
		{ "精神疾病服务机构", "5" },
		{ "儿童福利和救助机构", "27" },
		{ "其他提供住宿机构", "73" },
		{ "民政机构床位", "90,106" },
		{ "养老机构床位", "81,895" },
		{ "精神疾病服务机构床位", "2,250" },
		{ "儿童福利和救助机构床位", "3,292" },
		{ "其他提供住宿机构床位", "2,669" },
		{ "孤儿", "10,227" },
		{ "集中养育孤儿", "10,099" },
		{ "社会散居孤儿", "128" },
	};
	static const char *const beijing[][2] = {
		{ "提供住宿的民政机构", "617" },
		{ "养老机构", "586" },
		{ "精神疾病服务机构", "1" },
		{ "儿童福利和救助机构", "11" },
		{ "其他提供住宿机构", "19" },
		{ "城市低保平均标准", "1,245.0" },
		{ "农村低保平均标准（年）", "14,940.0" },
	};
	static const char *const fujian[][2] = {
		{ "提供住宿的民政机构", "789" }, { "养老机构", "712" },
		{ "精神疾病服务机构", "13" },	 { "儿童福利和救助机构", "13" },
		{ "其他提供住宿机构", "51" },
	};
	static const char *const shenzhen[][2] = {
		{ "民政机构床位", "11,535" },
		{ "养老机构床位", "9,634" },
		{ "儿童福利和救助机构床位", "1,097" },
		{ "其他提供住宿机构床位", "804" },
		{ "孤儿", "725" },
		{ "社会散居孤儿", "704" },
		{ "集中养育孤儿", "21" },
	};

	(void)state;
	assert_int_equal(QUARTER_FAILS("2020-Q1", yunnan), 0);
	assert_int_equal(QUARTER_FAILS("2022-Q1", beijing), 0);
	assert_int_equal(QUARTER_FAILS("2021-Q2", fujian), 0);
	assert_int_equal(QUARTER_FAILS("2020-Q2", shenzhen), 0);
}

/* A number that nobody binds would be an open question each month: what is not there is
 * declared, and nothing is bound twice. */
static void reports_bind_every_number_of_the_edition_in_force(void **state)
{
	static const char *const reports[] = { "pipelines/civil-monthly/report.json",
					       "pipelines/civil-quarterly/report.json" };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct err err = ERR_INIT;
		struct json_doc *doc;
		struct scene s;
		struct json binds;
		size_t bound = 0, numbers = 0;

		scene_open(&s, files[i], i ? "2024-Q1" : "2024-01", NULL);
		assert_int_equal(json_read(reports[i], &doc, &err), 0);
		binds = member(member(member(json_root(doc), "editions"), s.form.edition),
			       s.form.tables[0].id);
		for (struct json b = json_first(binds); json_is(b); b = json_next(b), bound++) {
			struct buf key = BUF_INIT;

			buf_printf(&key, "%s/%s", s.form.tables[0].id, text_of(member(b, "cell")));
			if (form_find(&s.form, key.p) < 0)
				fail_msg("%s: no cell %s", reports[i], key.p);
			buf_release(&key);
		}
		for (int c = 0; c < form_size(&s.form); c++)
			numbers += !form_cell(&s.form, c)->computed &&
				   form_cell(&s.form, c)->type != FORM_TEXT;
		assert_int_equal(bound, numbers);
		json_free(doc);
		scene_close(&s);
	}
}

/* What the program itself finds; to be released. */
static struct verdicts judged(const struct scene *s, const struct scene *last)
{
	const struct check_with with = { .last = last ? &last->filled : NULL, .published = true };
	struct verdicts found = { 0 };
	struct err err = ERR_INIT;

	if (check_filled(&s->filled, &with, &found, &err) < 0)
		fail_msg("%s", err.msg);
	return found;
}

static size_t count_of(const struct verdicts *found, const char *rule)
{
	size_t n = 0;

	for (size_t i = 0; i < found->n; i++)
		n += strcmp(found->items[i].rule, rule) == 0;
	return n;
}

/* 深圳 prints no beds for mental illness where there are none. */
static void a_blank_part_is_none(void **state)
{
	struct verdicts found;
	struct scene s;

	(void)state;
	scene_open(&s, QUARTERLY, "2020-Q2", NULL);
	scene_put(&s, "民政机构床位", "11,535");
	scene_put(&s, "养老机构床位", "9,634");
	scene_put(&s, "儿童福利和救助机构床位", "1,097");
	scene_put(&s, "其他提供住宿机构床位", "804");
	found = judged(&s, NULL);
	assert_int_equal(count_of(&found, "S7"), 0);
	verdicts_release(&found);
	scene_put(&s, "养老机构床位", "9,643");
	found = judged(&s, NULL);
	assert_int_equal(count_of(&found, "S7"), 1);
	assert_non_null(strstr(found.items[0].text, "精神疾病服务机构床位（空白）"));
	verdicts_release(&found);
	scene_close(&s);
}

/* Nothing is said of parts that are all blank: they are not told, not none. */
static void a_total_alone_is_not_judged(void **state)
{
	struct verdicts found;
	struct scene s;

	(void)state;
	scene_open(&s, QUARTERLY, "2020-Q2", NULL);
	scene_put(&s, "民政机构床位", "11,535");
	found = judged(&s, NULL);
	assert_int_equal(count_of(&found, "S7"), 0);
	verdicts_release(&found);
	scene_close(&s);
}

static void sums_are_told_with_their_own_places(void **state)
{
	struct verdicts found;
	struct scene s;

	(void)state;
	scene_open(&s, MONTHLY, "2020-01", NULL);
	scene_put(&s, "YZH011221000", "24,991.9");
	scene_put(&s, "YZH011221100", "4,546.5");
	scene_put(&s, "YZH011221200", "20,545.4");
	found = judged(&s, NULL);
	assert_int_equal(count_of(&found, "S4"), 1);
	assert_string_equal(found.items[0].found, "24991.9");
	assert_string_equal(found.items[0].expected, "25091.9");
	verdicts_release(&found);
	scene_close(&s);
}

/* Since January: the first month of a year is no month of the year before. */
static void a_new_year_is_no_jump_of_what_adds_up_since_january(void **state)
{
	struct scene now, last;
	struct verdicts found;

	(void)state;
	scene_open(&now, MONTHLY, "2020-01", NULL);
	scene_open(&last, MONTHLY, "2019-12", NULL);
	for (size_t i = 0; i < FUJIAN_ROWS; i++) {
		scene_put(&now, fujian_2020_01[i].row, fujian_2020_01[i].now);
		scene_put(&last, fujian_2020_01[i].row, fujian_2020_01[i].last);
	}
	found = judged(&now, &last);
	assert_int_equal(count_of(&found, "jump"), 0);
	verdicts_release(&found);
	scene_put(&now, "城市低保人数", "621,620");
	found = judged(&now, &last);
	assert_int_equal(count_of(&found, "jump"), 1);
	verdicts_release(&found);
	scene_close(&now);
	scene_close(&last);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_edition_of_both_forms_loads),
		cmocka_unit_test(levels_go_down_one_at_a_time),
		cmocka_unit_test(a_change_is_not_called_by_the_unit_of_its_row),
		cmocka_unit_test(periods_choose_their_edition),
		cmocka_unit_test(rules_and_former_codes_are_of_rows_that_exist),
		cmocka_unit_test(fujian_parts_add_up_exactly),
		cmocka_unit_test(townships_of_2019_do_not_fit_the_form_of_2020),
		cmocka_unit_test(yunnan_parts_add_up_within_rounding),
		cmocka_unit_test(townships_of_hengyang_and_shaoyang_add_up_each_by_its_form),
		cmocka_unit_test(institutions_beds_and_orphans_add_up),
		cmocka_unit_test(reports_bind_every_number_of_the_edition_in_force),
		cmocka_unit_test(a_blank_part_is_none),
		cmocka_unit_test(a_total_alone_is_not_judged),
		cmocka_unit_test(sums_are_told_with_their_own_places),
		cmocka_unit_test(a_new_year_is_no_jump_of_what_adds_up_since_january),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
