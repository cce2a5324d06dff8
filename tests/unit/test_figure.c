/* Figures: what is counted, and that each can say where it comes from. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>
#include <stdio.h>

#include "desk_scene.h"
#include "report/figure/figure_filter.h"

static const char report[] = SCENE_HEAD
	"\"figures\":["
	"{\"name\":\"n\",\"label\":\"件数\",\"unit\":\"件\",\"count\":\"things\"," SCENE_YEAR "},"
	"{\"name\":\"all\",\"label\":\"全部\",\"count\":\"things\"},"
	"{\"name\":\"copies\",\"label\":\"份数\",\"unit\":\"份\",\"sum\":\"things\",\"column\":"
	"\"copies\"," SCENE_YEAR "},"
	"{\"name\":\"kinds\",\"label\":\"种数\",\"distinct\":\"things\",\"column\":\"kind\"},"
	"{\"name\":\"share\",\"label\":\"占比\",\"percent\":[\"n\",\"all\"],\"scale\":1},"
	"{\"name\":\"rest\",\"label\":\"其余\",\"add\":[\"all\",\"-n\"]},"
	"{\"name\":\"none\",\"label\":\"没有的\",\"count\":\"absent\"},"
	"{\"name\":\"more\",\"label\":\"更多\",\"add\":[\"n\",\"none\"]},"
	"{\"name\":\"later\",\"label\":\"尚无\",\"missing\":\"尚未建库\"},"
	"{\"name\":\"before\",\"label\":\"上期\",\"last\":\"表/行/列\"}]}";

static void numbers_are_those_of_the_rows(void **state)
{
	static const struct {
		const char *name;
		int v;
	} want[] = { { "n", 3 },     { "all", 4 },     { "copies", 17 },
		     { "kinds", 2 }, { "share", 750 }, { "rest", 1 } };
	struct err err = ERR_INIT;
	struct scene s;

	(void)state;
	scene_open(&s, report);
	if (scene_make(&s, &err) < 0)
		fail_msg("%s", err.msg);
	for (size_t i = 0; i < sizeof(want) / sizeof(*want); i++) {
		const struct figure *f = figures_find(&s.figures, want[i].name);

		assert_int_equal(f->state, VALUE_NUMBER);
		assert_true(f->v == want[i].v);
	}
	assert_int_equal(figures_find(&s.figures, "share")->scale, 1);
	scene_close(&s);
}

static void a_figure_says_where_it_comes_from(void **state)
{
	struct err err = ERR_INIT;
	const struct figure *f;
	struct scene s;

	(void)state;
	scene_open(&s, report);
	assert_int_equal(scene_make(&s, &err), 0);
	f = figures_find(&s.figures, "n");
	assert_int_equal(f->origin, ORIGIN_RECORDS);
	assert_string_equal(f->source, "things");
	assert_string_equal(f->pipeline, "made");
	assert_string_equal(f->snapshot, "abc");
	assert_string_equal(
		f->query, "{\"count\":\"things\",\"where\":[{\"column\":\"made_on\",\"at_least\":"
			  "\"2025-01-01\"},{\"column\":\"made_on\",\"at_most\":\"2025-12-31\"}]}");
	assert_int_equal(f->nrecords, 3);
	assert_int_equal(f->nkeys, 3);
	/* Sorted, so that the order of rows does not show. */
	assert_string_equal(f->keys[0], "丙");
	assert_string_equal(f->keys[1], "乙");
	assert_string_equal(f->keys[2], "甲");
	scene_close(&s);
}

static void keys_stay_on_the_private_side(void **state)
{
	struct buf open = BUF_INIT, private = BUF_INIT;
	struct err err = ERR_INIT;
	struct scene s;

	(void)state;
	scene_open(&s, report);
	assert_int_equal(scene_make(&s, &err), 0);
	figures_json(&s.figures, false, &open);
	figures_json(&s.figures, true, &private);
	assert_null(strstr(open.p, "甲"));
	assert_non_null(strstr(private.p, "甲"));
	buf_release(&open);
	buf_release(&private);
	scene_close(&s);
}

static void what_is_not_there_is_missing_and_so_is_what_is_made_of_it(void **state)
{
	struct err err = ERR_INIT;
	struct scene s;

	(void)state;
	scene_open(&s, report);
	assert_int_equal(scene_make(&s, &err), 0);
	assert_int_equal(figures_find(&s.figures, "none")->state, VALUE_MISSING);
	assert_true(figures_find(&s.figures, "none")->is_open);
	assert_int_equal(figures_find(&s.figures, "more")->state, VALUE_MISSING);
	assert_true(figures_find(&s.figures, "more")->is_open);
	assert_int_equal(figures_find(&s.figures, "before")->state, VALUE_MISSING);
	/* Declared: no question to anybody. */
	assert_false(figures_find(&s.figures, "later")->is_open);
	assert_string_equal(figures_find(&s.figures, "later")->why, "尚未建库");
	scene_close(&s);
}

static int part(struct scene *s, const struct figure_slot *slots, size_t n, struct err *err)
{
	return figure_make_by(&s->world, &s->spec.figures[0].rule, "kind", slots, n, err);
}

static void rows_are_parted_by_code(void **state)
{
	static const struct figure_slot slots[] = { { "1", { "a", "甲类", "" } },
						    { "2", { "b", "乙类", "" } },
						    { NULL, { "c", "总计", "" } } };
	struct err err = ERR_INIT;
	struct scene s;

	(void)state;
	scene_open(&s, report);
	if (part(&s, slots, 3, &err) < 0)
		fail_msg("%s", err.msg);
	assert_true(figures_find(&s.figures, "a")->v == 2);
	assert_true(figures_find(&s.figures, "b")->v == 1);
	assert_true(figures_find(&s.figures, "c")->v == 3);
	assert_non_null(strstr(figures_find(&s.figures, "b")->query,
			       "{\"column\":\"kind\",\"is\":\"2\"}]"));
	assert_non_null(strstr(figures_find(&s.figures, "b")->rule, "种类 为 2"));
	scene_close(&s);
}

static void a_formula_names_its_figures_as_people_know_them(void **state)
{
	struct err err = ERR_INIT;
	struct scene s;

	(void)state;
	scene_open(&s, SCENE_HEAD
		   "\"figures\":[{\"name\":\"n\",\"label\":\"本年办理\",\"count\":\"things\"},"
		   "{\"name\":\"two\",\"label\":\"合计\",\"add\":[\"n\",\"-n\"]},"
		   "{\"name\":\"p\",\"label\":\"占比\",\"percent\":[\"two\",\"n\"]}]}");
	if (scene_make(&s, &err) < 0)
		fail_msg("%s", err.msg);
	assert_string_equal(figures_find(&s.figures, "two")->rule, "本年办理 − 本年办理");
	assert_non_null(strstr(figures_find(&s.figures, "p")->rule, "合计 ÷ 本年办理 × 100"));
	scene_close(&s);
}

static void a_yes_or_no_of_a_filter_is_said_in_words(void **state)
{
	const char *yes[] = { "true" }, *no[] = { "false" };
	struct filter_term terms[] = { { .column = "kept", .op = FILTER_IS, .values = yes, .nvalues = 1 },
				       { .column = "kept", .op = FILTER_IS, .values = no, .nvalues = 1 } };
	struct filter f = { .terms = terms, .n = 2 };
	struct schema schema = SCHEMA_INIT;
	struct buf b = BUF_INIT;

	(void)state;
	meta_set(&schema_add(&schema, "kept", FIELD_BOOL)->meta, META_LABEL, "保留");
	figure_filter_words(&f, &schema, NULL, &b);
	assert_string_equal(b.p, "：保留 为 是；保留 为 否");
	buf_release(&b);
	schema_release(&schema);
}

static void a_code_without_a_column_stops_the_report(void **state)
{
	static const struct figure_slot slots[] = { { "1", { "a", "甲类", "" } } };
	struct err err = ERR_INIT;
	struct scene s;

	(void)state;
	scene_open(&s, report);
	assert_int_equal(part(&s, slots, 1, &err), -1);
	assert_int_equal(err.kind, ERR_DATA);
	assert_non_null(strstr(
		err.msg,
		"\"things\": 1 of them, the first in row 2, have in \"kind\" what is no code"));
	assert_null(strstr(err.msg, "甲"));
	scene_close(&s);
}

static void a_row_without_code_stops_the_report(void **state)
{
	static const struct figure_slot slots[] = { { "1", { "a", "甲类", "" } },
						    { "2", { "b", "乙类", "" } } };
	struct err err = ERR_INIT;
	struct scene s;

	(void)state;
	scene_open(&s, report);
	scene_row(&s, "戊", NULL, 1, "2025-02-02");
	assert_int_equal(part(&s, slots, 2, &err), -1);
	assert_int_equal(err.kind, ERR_DATA);
	assert_non_null(strstr(err.msg, "1 of them have no \"kind\""));
	scene_close(&s);
}

static void refuses(const char *figure, const char *what)
{
	struct err err = ERR_INIT;
	struct buf text = BUF_INIT;
	struct scene s;

	buf_printf(&text, "%s\"figures\":[{\"name\":\"a\",\"label\":\"l\",%s}]}", SCENE_HEAD,
		   figure);
	scene_open(&s, text.p);
	assert_int_equal(scene_make(&s, &err), -1);
	assert_int_equal(err.kind, ERR_CONFIG);
	if (!strstr(err.msg, what))
		fail_msg("\"%s\" lacks \"%s\"", err.msg, what);
	scene_close(&s);
	buf_release(&text);
}

static void a_rule_that_cannot_be_followed_is_refused(void **state)
{
	(void)state;
	refuses("\"add\":[\"a\"]", "no figure \"a\" is made before");
	refuses("\"sum\":\"things\",\"column\":\"kind\"", "no number");
	refuses("\"count\":\"things\",\"where\":[{\"column\":\"kinds\",\"is\":\"1\"}]", "kind");
	refuses("\"count\":\"things\",\"where\":[{\"column\":\"kind\",\"is\":\"{yaer}\"}]",
		"nothing is called {yaer}");
}

static void percent_is_half_up_and_none_of_nothing(void **state)
{
	struct err err = ERR_INIT;
	struct scene s;

	(void)state;
	scene_open(
		&s, SCENE_HEAD
		"\"figures\":[{\"name\":\"zero\",\"label\":\"零\",\"count\":\"things\",\"where\":["
		"{\"column\":\"kind\",\"is\":\"9\"}]},"
		"{\"name\":\"one\",\"label\":\"一\",\"count\":\"things\",\"where\":[{\"column\":"
		"\"no\",\"is\":\"甲\"}]},"
		"{\"name\":\"eight\",\"label\":\"八\",\"add\":[\"one\",\"one\",\"one\",\"one\","
		"\"one\",\"one\",\"one\",\"one\"]},"
		"{\"name\":\"p\",\"label\":\"比\",\"percent\":[\"one\",\"eight\"],\"scale\":0},"
		"{\"name\":\"q\",\"label\":\"比\",\"percent\":[\"one\",\"zero\"]}]}");
	if (scene_make(&s, &err) < 0)
		fail_msg("%s", err.msg);
	assert_true(figures_find(&s.figures, "p")->v == 13);
	assert_int_equal(figures_find(&s.figures, "q")->state, VALUE_MISSING);
	scene_close(&s);
}

static void each_of_many_figures_is_found(void **state)
{
	struct figures f = { 0 };
	char name[32];

	(void)state;
	assert_null(figures_find(&f, "0"));
	for (int i = 0; i < 1000; i++) {
		snprintf(name, sizeof(name), "表%d/行/列", i);
		figures_add(&f, name)->v = i;
	}
	for (int i = 0; i < 1000; i++) {
		snprintf(name, sizeof(name), "表%d/行/列", i);
		assert_true(figures_find(&f, name) && figures_find(&f, name)->v == i);
	}
	assert_null(figures_find(&f, "表1000/行/列"));
	figures_release(&f);
}

static void the_month_before_is_that_before_the_last_one(void **state)
{
	static const char *const cases[][2] = { { "2025-Q3", "2025-08" },
						{ "2025-10", "2025-09" },
						{ "2025-01", "2024-12" },
						{ "2025", "2025-11" } };
	struct err err = ERR_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct template_words words = { "", "350524", { 0 } };
		struct buf b = BUF_INIT;

		assert_true(period_parse(str_of(cases[i][0]), &words.period));
		assert_int_equal(template_word(&words, "month_before", &b, &err), 1);
		assert_string_equal(b.p, cases[i][1]);
		buf_release(&b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_of_many_figures_is_found),
		cmocka_unit_test(the_month_before_is_that_before_the_last_one),
		cmocka_unit_test(numbers_are_those_of_the_rows),
		cmocka_unit_test(a_figure_says_where_it_comes_from),
		cmocka_unit_test(keys_stay_on_the_private_side),
		cmocka_unit_test(what_is_not_there_is_missing_and_so_is_what_is_made_of_it),
		cmocka_unit_test(rows_are_parted_by_code),
		cmocka_unit_test(a_code_without_a_column_stops_the_report),
		cmocka_unit_test(a_row_without_code_stops_the_report),
		cmocka_unit_test(a_rule_that_cannot_be_followed_is_refused),
		cmocka_unit_test(a_formula_names_its_figures_as_people_know_them),
		cmocka_unit_test(a_yes_or_no_of_a_filter_is_said_in_words),
		cmocka_unit_test(percent_is_half_up_and_none_of_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
