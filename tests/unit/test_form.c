#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "annual_case.h"
#include "report/form/form_grid.h"
#include "scratch.h"

static void load(const char *edition, struct form *f)
{
	struct err err = ERR_INIT;

	if (form_load(annual_path(), (struct period){ PERIOD_YEAR, 2025 }, edition, f, &err) < 0)
		fail_msg("%s", err.msg);
}

static const char *edition_of(int year, struct form *f)
{
	struct err err = ERR_INIT;

	if (form_load(annual_path(), (struct period){ PERIOD_YEAR, year }, NULL, f, &err) < 0)
		return err.msg[0] && err.kind == ERR_CONFIG ? "none" : "?";
	return f->edition;
}

static void a_year_has_its_edition(void **state)
{
	struct form f;

	(void)state;
	assert_string_equal(edition_of(2007, &f), "none");
	assert_string_equal(edition_of(2008, &f), "2008");
	form_release(&f);
	assert_string_equal(edition_of(2018, &f), "2008");
	assert_string_equal(f.number, "国务院令第492号");
	form_release(&f);
	assert_string_equal(edition_of(2019, &f), "2019");
	form_release(&f);
	assert_string_equal(edition_of(2020, &f), "2019");
	assert_false(f.in_force);
	form_release(&f);
	assert_string_equal(edition_of(2021, &f), "2021");
	assert_string_equal(f.number, "国办公开办函〔2021〕30号");
	assert_true(f.in_force);
	form_release(&f);
}

static void a_month_has_no_annual_report(void **state)
{
	struct err err = ERR_INIT;
	struct form f;

	(void)state;
	assert_int_equal(form_load(annual_path(), (struct period){ PERIOD_MONTH, 2025 * 12 }, NULL,
				   &f, &err),
			 -1);
	assert_int_equal(err.kind, ERR_USAGE);
}

static void editions_are_listed_in_order(void **state)
{
	struct err err = ERR_INIT;
	char **names;
	size_t n;

	(void)state;
	assert_int_equal(form_editions(annual_path(), &names, &n, &err), 0);
	assert_int_equal(n, 3);
	assert_string_equal(names[0], "2008");
	assert_string_equal(names[1], "2019");
	assert_string_equal(names[2], "2021");
	while (n > 0)
		free(names[--n]);
	free(names);
}

static void the_form_of_2008_is_seven_sections_of_words(void **state)
{
	struct form f;

	(void)state;
	load("2008", &f);
	assert_int_equal(form_size(&f), 0);
	assert_int_equal(f.ntables, 0);
	assert_int_equal(f.nsections, 7);
	for (size_t i = 0; i < f.nsections; i++)
		assert_non_null(f.sections[i].narrative);
	form_release(&f);
}

static void the_form_of_2021_has_200_data(void **state)
{
	struct form f;

	(void)state;
	load("2021", &f);
	assert_int_equal(form_size(&f), 10 + 25 * 7 + 15);
	assert_int_equal(f.nsections, 6);
	assert_int_equal(f.tables[0].ncells, 10);
	assert_int_equal(f.tables[0].nrows, 14);
	assert_int_equal(f.tables[0].ncolumns, 4);
	assert_int_equal(f.tables[1].ndatarows, 25);
	assert_int_equal(f.tables[1].ndatacolumns, 7);
	assert_int_equal(f.tables[1].nrows, 28);
	assert_int_equal(f.tables[1].ncolumns, 10);
	assert_int_equal(f.tables[2].ncells, 15);
	assert_int_equal(f.tables[2].nrows, 4);
	form_release(&f);
}

static void the_form_of_2019_has_its_own_tables(void **state)
{
	struct form f;

	(void)state;
	load("2019", &f);
	assert_int_equal(f.tables[0].ncells, 6 + 6 + 6 + 2 + 2);
	assert_int_equal(f.tables[1].ndatarows, 23);
	assert_int_equal(form_find(&f, "表三/r21/自然人"), -1);
	assert_string_equal(form_cell(&f, form_find(&f, "表三/r21-r23/自然人"))->label,
			    "表三／三、本年度办理结果／（六）其他处理／自然人");
	assert_int_equal(form_cell(&f, form_find(&f, "表二/行政许可/本年增减"))->type, FORM_SIGNED);
	assert_string_equal(form_cell(&f, form_find(&f, "表二/行政许可/本年增减"))->label,
			    "表二／行政许可／本年增/减");
	form_release(&f);
}

static void assert_span(const struct form_table *t, const char *text, int rowspan, int colspan)
{
	for (size_t i = 0; i < t->nplaces; i++)
		if (strcmp(t->places[i].text, text) == 0) {
			assert_int_equal(t->places[i].rowspan, rowspan);
			assert_int_equal(t->places[i].colspan, colspan);
			return;
		}
	fail_msg("no place says %s", text);
}

static void spans_are_those_of_the_printed_form(void **state)
{
	struct form f;

	(void)state;
	load("2021", &f);
	assert_span(&f.tables[1], "三、本年度办理结果", 22, 1);
	assert_span(&f.tables[1], "（三）不予公开", 8, 1);
	assert_span(&f.tables[1], "（四）无法提供", 3, 1);
	assert_span(&f.tables[1], "（五）不予处理", 5, 1);
	assert_span(&f.tables[1], "（六）其他处理", 3, 1);
	assert_span(&f.tables[1], "（七）总计", 1, 2);
	assert_span(&f.tables[1], "四、结转下年度继续办理", 1, 3);
	assert_span(&f.tables[1], "申请人情况", 1, 7);
	assert_span(&f.tables[2], "行政诉讼", 1, 10);
	assert_span(&f.tables[2], "结果维持", 2, 1);
	form_release(&f);
	load("2019", &f);
	assert_span(&f.tables[1], "三、本年度办理结果", 20, 1);
	assert_span(&f.tables[1], "（六）其他处理", 1, 2);
	form_release(&f);
}

static void every_place_of_the_grid_is_covered_once(void **state)
{
	static const char *const editions[] = { "2019", "2021" };
	struct form f;

	(void)state;
	for (int e = 0; e < 2; e++) {
		load(editions[e], &f);
		for (size_t t = 0; t < f.ntables; t++) {
			int area = 0;

			for (size_t i = 0; i < f.tables[t].nplaces; i++)
				area += f.tables[t].places[i].rowspan *
					f.tables[t].places[i].colspan;
			assert_int_equal(area, f.tables[t].nrows * f.tables[t].ncolumns);
			for (int r = 0; r < f.tables[t].nrows; r++)
				for (int c = 0; c < f.tables[t].ncolumns; c++)
					assert_non_null(form_place_at(&f.tables[t], r, c));
		}
		form_release(&f);
	}
}

static void each_datum_is_found_by_its_key(void **state)
{
	struct form f;

	(void)state;
	load("2021", &f);
	for (int i = 0; i < form_size(&f); i++) {
		const struct form_cell *c = form_cell(&f, i);

		assert_int_equal(form_find(&f, c->key), i);
		assert_int_equal(form_find_at(&f, form_table_of(&f, i)->id, c->row, c->column), i);
	}
	assert_int_equal(form_find(&f, "表三/r26/自然人"), -1);
	assert_string_equal(form_cell(&f, form_find(&f, "表三/r5/商业企业"))->label,
			    "表三／三、本年度办理结果／（三）不予公开／1.属于国家秘密／"
			    "法人或其他组织／商业企业");
	assert_string_equal(form_cell(&f, form_find(&f, "表四/行政复议/总计"))->label,
			    "表四／行政复议／总计");
	form_release(&f);
}

/* Errors ---------------------------------------------------------------------- */

static void assert_refused(const char *grid, const char *columns, const char *why)
{
	char *dir = scratch_new(), *path, text[4000];
	struct err err = ERR_INIT;
	struct form f;

	snprintf(text, sizeof(text),
		 "{\"form\":\"x\",\"title\":\"t\",\"every\":\"year\",\"editions\":[{\"edition\":"
		 "\"a\","
		 "\"number\":\"n\",\"from\":\"2020\",\"sections\":[],\"rules\":[],\"tables\":[{"
		 "\"id\":\"T\",\"head\":0,\"columns\":%s,\"grid\":%s}]}]}",
		 columns, grid);
	path = scratch_put(dir, "x.json", text);
	assert_int_equal(form_load(path, (struct period){ PERIOD_YEAR, 2021 }, NULL, &f, &err), -1);
	assert_int_equal(err.kind, ERR_CONFIG);
	if (!strstr(err.msg, why))
		fail_msg("%s: not %s", err.msg, why);
	free(path);
	scratch_remove(dir);
}

static void a_grid_that_does_not_fit_is_refused(void **state)
{
	(void)state;
	assert_refused("[[{\"text\":\"a\"},{\"text\":\"b\"}],[{\"text\":\"c\"}]]", "[]",
		       "fills 1 columns of 2");
	assert_refused("[[{\"text\":\"a\",\"rowspan\":2}]]", "[]", "below the last row");
	assert_refused("[[{\"text\":\"a\"},{\"text\":\"b\",\"rowspan\":2}],"
		       "[{\"text\":\"c\",\"colspan\":2}]]",
		       "[]", "reaches down to");
	assert_refused("[[{\"cell\":\"a/b/c\"}]]", "[]", "ROW/COLUMN");
	assert_refused("[{\"row\":\"r\",\"labels\":[]},{\"row\":\"r\",\"labels\":[]}]",
		       "[{\"id\":\"c\"}]", "twice");
	assert_refused("[{\"row\":\"r\",\"level\":7,\"labels\":[]}]", "[{\"id\":\"c\"}]", "0 to 6");
	assert_refused("[{\"row\":\"r\",\"label\":[]}]", "[{\"id\":\"c\"}]", "did you mean");
	assert_refused("[[{\"text\":\"a\",\"rowspan\":-4294967295}]]", "[]", "a span");
	assert_refused("[{\"row\":\"r/1\",\"labels\":[]}]", "[{\"id\":\"c\"}]", "no \"/\"");
}

static void an_edition_without_a_name_is_refused(void **state)
{
	char *dir = scratch_new(), *path, **names;
	struct err err = ERR_INIT;
	size_t n;

	(void)state;
	path = scratch_put(dir, "x.json",
			   "{\"form\":\"x\",\"title\":\"t\",\"every\":\"year\",\"editions\":[{}]}");
	assert_int_equal(form_editions(path, &names, &n, &err), -1);
	assert_int_equal(err.kind, ERR_CONFIG);
	assert_non_null(strstr(err.msg, "lacks the key \"edition\""));
	free(path);
	scratch_remove(dir);
}

/* The form of 2008 has no tables: its headings are all there is to know it by. */
static void a_report_in_words_is_known_by_its_headings(void **state)
{
	static const char *const headings[] = { "一、信息公开基本情况", "二、主动公开政府信息情况",
						"三、政府信息依申请公开办理情况",
						"四、政府信息公开的收费及减免情况" };
	struct err err = ERR_INIT;
	struct form form;
	struct filled f;
	struct doc d;

	(void)state;
	doc_init(&d);
	free(d.title);
	d.title = strdup("测试市2018年政府信息公开工作年度报告");
	for (int i = 0; i < 3; i++)
		doc_paragraph(&d, headings[i]);
	assert_int_equal(filled_recognise(&d, annual_path(), "x", &form, &f, &err), -1);
	assert_string_equal(err.msg, "x: no table of the form is there; --form names another form");
	err = (struct err)ERR_INIT;
	doc_paragraph(&d, headings[3]);
	doc_paragraph(&d, "没有任何收费项目。");
	assert_int_equal(filled_recognise(&d, annual_path(), "x", &form, &f, &err), 0);
	assert_string_equal(form.edition, "2008");
	assert_int_equal(f.period.n, 2018);
	assert_int_equal(form_size(&form), 0);
	filled_release(&f);
	form_release(&form);
	doc_release(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_year_has_its_edition),
		cmocka_unit_test(a_month_has_no_annual_report),
		cmocka_unit_test(editions_are_listed_in_order),
		cmocka_unit_test(the_form_of_2008_is_seven_sections_of_words),
		cmocka_unit_test(the_form_of_2021_has_200_data),
		cmocka_unit_test(the_form_of_2019_has_its_own_tables),
		cmocka_unit_test(spans_are_those_of_the_printed_form),
		cmocka_unit_test(every_place_of_the_grid_is_covered_once),
		cmocka_unit_test(each_datum_is_found_by_its_key),
		cmocka_unit_test(a_grid_that_does_not_fit_is_refused),
		cmocka_unit_test(an_edition_without_a_name_is_refused),
		cmocka_unit_test(a_report_in_words_is_known_by_its_headings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
