/* What an officer enters is judged, and stays known as entered. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>

#include "desk_scene.h"

static const char report[] = SCENE_HEAD
	"\"entered\":[{\"name\":\"staff\",\"label\":\"人员\",\"unit\":\"人\",\"type\":\"count\","
	"\"required\":true},{\"name\":\"money\",\"label\":\"金额\",\"unit\":\"万元\",\"type\":"
	"\"amount\",\"scale\":2},{\"name\":\"words\",\"label\":\"情况\",\"type\":\"text\"}]}";

static int enter(struct scene *s, const char *text, struct err *err)
{
	char *path = scratch_put(s->dir, "entered.json", text);
	struct entered e;
	int ret = entered_read(path, &e, err);

	free(path);
	if (ret < 0)
		return -1;
	ret = entered_figures(&e, "r", "2025", &s->world, err);
	entered_release(&e);
	return ret;
}

#define ENTERED(values)                                                                            \
	"{\"report\":\"r\",\"period\":\"2025\",\"by\":\"填报员\",\"on\":\"2026-01-10\","        \
	"\"values\":{" values "}}"

static void values_become_figures_that_say_who_and_when(void **state)
{
	struct err err = ERR_INIT;
	const struct figure *f;
	struct scene s;

	(void)state;
	scene_open(&s, report);
	if (enter(&s,
		  ENTERED("\"staff\":{\"value\":\"3\",\"remark\":\"含兼职\"},\"money\":{\"value\":"
			  "\"1.5\"},\"words\":{\"value\":\"好。\\n很好。\"}"),
		  &err) < 0)
		fail_msg("%s", err.msg);
	f = figures_find(&s.figures, "staff");
	assert_true(f->state == VALUE_NUMBER && f->v == 3 && f->scale == 0);
	assert_int_equal(f->origin, ORIGIN_ENTERED);
	assert_string_equal(f->who, "填报员");
	assert_string_equal(f->when, "2026-01-10");
	assert_string_equal(f->remark, "含兼职");
	f = figures_find(&s.figures, "money");
	assert_true(f->v == 150 && f->scale == 2);
	assert_string_equal(figures_find(&s.figures, "words")->text, "好。\n很好。");
	scene_close(&s);
}

static void what_is_required_and_absent_is_an_open_question(void **state)
{
	struct err err = ERR_INIT;
	struct scene s;

	(void)state;
	scene_open(&s, report);
	assert_int_equal(entered_figures(NULL, "r", "2025", &s.world, &err), 0);
	assert_int_equal(figures_find(&s.figures, "staff")->state, VALUE_MISSING);
	assert_true(figures_find(&s.figures, "staff")->is_open);
	assert_int_equal(figures_find(&s.figures, "money")->state, VALUE_MISSING);
	assert_false(figures_find(&s.figures, "money")->is_open);
	assert_int_equal(figures_find(&s.figures, "words")->state, VALUE_BLANK);
	scene_close(&s);
}

static void an_input_that_came_later_is_not_asked_for_before(void **state)
{
	static const char *const periods[] = { "2018", "2019", "2020" };
	struct err err = ERR_INIT;
	struct scene s;

	(void)state;
	for (int i = 0; i < 3; i++) {
		scene_open(&s, SCENE_HEAD "\"entered\":[{\"name\":\"staff\",\"label\":\"人员\","
					  "\"type\":\"count\",\"required\":true,"
					  "\"from\":\"2019\"}]}");
		assert_int_equal(entered_figures(NULL, "r", periods[i], &s.world, &err), 0);
		assert_int_equal(figures_find(&s.figures, "staff")->state, VALUE_MISSING);
		assert_int_equal(figures_find(&s.figures, "staff")->is_open, i > 0);
		scene_close(&s);
	}
}

static void refuses(const char *text, const char *what)
{
	struct err err = ERR_INIT;
	struct scene s;

	scene_open(&s, report);
	assert_int_equal(enter(&s, text, &err), -1);
	assert_int_equal(err.kind, ERR_DATA);
	if (!strstr(err.msg, what))
		fail_msg("\"%s\" lacks \"%s\"", err.msg, what);
	scene_close(&s);
}

static void a_value_is_of_its_type(void **state)
{
	(void)state;
	refuses(ENTERED("\"staff\":{\"value\":\"-3\"}"), "staff: must be a whole number");
	refuses(ENTERED("\"staff\":{\"value\":\"3.5\"}"), "staff: must be a whole number");
	refuses(ENTERED("\"staff\":{\"value\":\"三\"}"), "staff: must be a whole number");
	refuses(ENTERED("\"money\":{\"value\":\"1.005\"}"), "money: must be a decimal");
}

static void an_unknown_field_is_refused_with_the_nearest(void **state)
{
	(void)state;
	refuses(ENTERED("\"staf\":{\"value\":\"3\"}"), "did you mean \"staff\"?");
}

static void the_file_is_of_this_report_and_says_who_and_when(void **state)
{
	(void)state;
	refuses("{\"report\":\"q\",\"period\":\"2025\",\"by\":\"a\",\"on\":\"2026-01-10\","
		"\"values\":{}}",
		"for the report \"q\"");
	refuses("{\"report\":\"r\",\"period\":\"2024\",\"by\":\"a\",\"on\":\"2026-01-10\","
		"\"values\":{}}",
		"for the period \"2024\"");
	refuses("{\"report\":\"r\",\"period\":\"2025\",\"on\":\"2026-01-10\",\"values\":{}}",
		"who entered");
	refuses("{\"report\":\"r\",\"period\":\"2025\",\"by\":\"a\",\"on\":\"2026-02-30\","
		"\"values\":{}}",
		"on what day");
}

static void the_empty_form_reads_back_as_nothing_entered(void **state)
{
	struct entered e = { .path = strdup("form") };
	struct err err = ERR_INIT;
	struct scene s;
	struct doc d;

	(void)state;
	scene_open(&s, report);
	doc_init(&d);
	entered_blank(&s.spec, "r", "题", "2025", &d);
	assert_int_equal(doc_table_finish(&d.blocks[1].table, "form", &err), 0);
	assert_int_equal(entered_from_doc(&d, &e, &err), 0);
	assert_string_equal(e.report, "r");
	assert_string_equal(e.period, "2025");
	assert_null(e.by);
	assert_int_equal(e.n, 3);
	assert_string_equal(e.items[1].name, "money");
	assert_string_equal(e.items[1].value, "");
	assert_int_equal(entered_figures(&e, "r", "2025", &s.world, &err), -1);
	assert_non_null(strstr(err.msg, "填报人"));
	entered_release(&e);
	doc_release(&d);
	scene_close(&s);
}

static void fill_in(struct doc_table *t, int row, int column, const char *text)
{
	for (struct doc_cell *c = t->cells; c < t->cells + t->ncells; c++)
		if (c->row == row && c->column == column) {
			free(c->text);
			c->text = strdup(text);
		}
}

/* How the day is read that the form holds as `text`; NULL when it is refused. */
static const char *day_of_form(const char *text, struct scene *s)
{
	struct entered e = { .path = strdup("form") };
	struct err err = ERR_INIT;
	struct doc_table *t;
	struct doc d;
	int ret;

	doc_init(&d);
	entered_blank(&s->spec, "r", "题", "2025", &d);
	t = &d.blocks[1].table;
	fill_in(t, 2, 1, "填报员");
	fill_in(t, 3, 1, text);
	fill_in(t, 5, 3, "3");
	assert_int_equal(doc_table_finish(t, "form", &err), 0);
	assert_int_equal(entered_from_doc(&d, &e, &err), 0);
	ret = entered_figures(&e, "r", "2025", &s->world, &err);
	entered_release(&e);
	doc_release(&d);
	return ret < 0 ? NULL : figures_find(&s->figures, "staff")->when;
}

static void a_day_that_a_spreadsheet_made_a_number_is_that_day(void **state)
{
	static const char *const days[] = { "46033", "2026-01-11", "2026/1/11", "2026年1月11日" };
	struct scene s;

	(void)state;
	for (size_t i = 0; i < sizeof(days) / sizeof(*days); i++) {
		scene_open(&s, report);
		assert_string_equal(day_of_form(days[i], &s), "2026-01-11");
		scene_close(&s);
	}
	scene_open(&s, report);
	assert_null(day_of_form("4603", &s));
	scene_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_become_figures_that_say_who_and_when),
		cmocka_unit_test(what_is_required_and_absent_is_an_open_question),
		cmocka_unit_test(an_input_that_came_later_is_not_asked_for_before),
		cmocka_unit_test(a_value_is_of_its_type),
		cmocka_unit_test(an_unknown_field_is_refused_with_the_nearest),
		cmocka_unit_test(the_file_is_of_this_report_and_says_who_and_when),
		cmocka_unit_test(the_empty_form_reads_back_as_nothing_entered),
		cmocka_unit_test(a_day_that_a_spreadsheet_made_a_number_is_that_day),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
