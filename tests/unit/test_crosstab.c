#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "release_scene.h"
#include "report/yearbook/compare.h"

/* Both releases, and the doc that a table goes to. */
struct yearbook_scene {
	char *dir;
	struct released sets[2];
	struct crosstab_with with;
	struct figures figures;
	struct doc doc;
	struct json_doc *json;
	struct err err;
};

static void scene_open(struct yearbook_scene *s, const char *spec)
{
	char *folder;

	*s = (struct yearbook_scene){ .dir = scratch_new() };
	folder = relief_put(s->dir);
	assert_int_equal(released_read(folder, "relief", &s->sets[0], &s->err), 0);
	free(folder);
	folder = release_put(s->dir, "standard", STANDARD_CSV, STANDARD_FIELDS, "");
	assert_int_equal(released_read(folder, "standard", &s->sets[1], &s->err), 0);
	free(folder);
	s->with.sets = s->sets;
	s->with.nsets = 2;
	s->with.figures = &s->figures;
	s->with.words = (struct template_words){ "安溪县民政局", "350524", { 0 } };
	assert_true(period_parse(STR("2025"), &s->with.words.period));
	doc_init(&s->doc);
	if (json_parse("spec.json", str_of(spec), &s->json, &s->err) < 0)
		fail_msg("%s", s->err.msg);
}

static void scene_close(struct yearbook_scene *s)
{
	doc_release(&s->doc);
	figures_release(&s->figures);
	json_free(s->json);
	released_release(&s->sets[0]);
	released_release(&s->sets[1]);
	scratch_remove(s->dir);
}

static const struct doc_table *table_of(const struct yearbook_scene *s)
{
	for (size_t i = 0; i < s->doc.nblocks; i++)
		if (s->doc.blocks[i].kind == DOC_TABLE)
			return &s->doc.blocks[i].table;
	fail_msg("the doc has no table");
	return NULL;
}

static const char *text_at(const struct doc_table *t, int row, int column)
{
	const struct doc_cell *c = doc_table_at(t, row, column);

	return c ? c->text : "none";
}

static bool has_note(const struct doc_table *t, const char *word)
{
	for (size_t i = 0; i < t->nnotes; i++)
		if (strstr(t->notes[i], word))
			return true;
	return false;
}

#define TABLE_1                                                                                       \
	"{\"id\":\"表1\",\"heading\":\"一、对象\",\"title\":\"{bureau}{label}\",\"label\":"      \
	"\"地区\","                                                                                 \
	"\"unit\":\"人\",\"of\":\"relief\",\"measure\":\"persons\",\"at\":{\"period\":\"{period}"    \
	"\"},"                                                                                        \
	"\"rows\":{\"dimension\":\"division\",\"first\":[\"{division}\"],\"level\":\"town\","         \
	"\"of_which\":[{\"label\":\"低保\",\"at\":{\"kind\":\"01\"}}]},"                            \
	"\"columns\":[{\"label\":\"人数\"},{\"label\":\"资金\",\"group\":\"其中\",\"measure\":" \
	"\"amount\",\"unit\":\"万元\",\"scale\":2}],\"notes\":[\"{year}年\"]}"

static void values_stand_at_row_and_column_in_the_unit_of_print(void **state)
{
	struct yearbook_scene s;
	const struct doc_table *t;
	const struct doc_cell *c;

	(void)state;
	scene_open(&s, TABLE_1);
	if (crosstab_make(json_root(s.json), &s.with, &s.doc, &s.err) < 0)
		fail_msg("%s", s.err.msg);
	t = table_of(&s);
	assert_string_equal(s.doc.blocks[0].text, "一、对象");
	assert_string_equal(t->title, "表1　安溪县民政局2025年");
	assert_string_equal(t->unit, "单位：人");
	assert_int_equal(t->nhead, 2);
	assert_int_equal(t->nrows, 8);
	assert_string_equal(text_at(t, 0, 2), "其中");
	assert_string_equal(text_at(t, 1, 2), "资金（万元）");
	assert_string_equal(text_at(t, 2, 0), "安溪县");
	assert_string_equal(text_at(t, 2, 1), "110");
	assert_string_equal(text_at(t, 2, 2), "0.25");
	assert_string_equal(text_at(t, 3, 0), "#低保");
	assert_int_equal(doc_table_at(t, 2, 0)->level, 0);
	assert_int_equal(doc_table_at(t, 3, 0)->level, 1);
	assert_true(t->right);
	assert_string_equal(text_at(t, 3, 1), "63");
	assert_string_equal(text_at(t, 6, 1), "1,234,567");
	c = doc_table_at(t, 2, 2);
	assert_string_equal(c->key, "表1/安溪县/其中·资金");
	assert_true(c->is_number && c->value == 25 && c->scale == 2);
	assert_true(has_note(t, "2025年"));
	assert_true(has_note(t, "其中数"));
	assert_true(has_note(t, "relief（2025-aaaaaaaaaaaa）"));
	scene_close(&s);
}

static void what_is_not_to_be_had_says_why_and_is_never_zero(void **state)
{
	struct yearbook_scene s;
	const struct doc_table *t;

	(void)state;
	scene_open(&s, TABLE_1);
	assert_int_equal(crosstab_make(json_root(s.json), &s.with, &s.doc, &s.err), 0);
	t = table_of(&s);
	assert_string_equal(text_at(t, 4, 1), "0");
	assert_string_equal(text_at(t, 4, 2), "暂无数据");
	assert_string_equal(text_at(t, 5, 1), "×");
	assert_string_equal(text_at(t, 7, 1), "/");
	assert_false(doc_table_at(t, 5, 1)->is_number);
	assert_true(has_note(t, "保护"));
	assert_true(has_note(t, "暂无数据"));
	scene_close(&s);
}

static void every_cell_says_where_it_comes_from(void **state)
{
	struct yearbook_scene s;
	const struct doc_table *t;
	const struct figure *f;

	(void)state;
	scene_open(&s, TABLE_1);
	assert_int_equal(crosstab_make(json_root(s.json), &s.with, &s.doc, &s.err), 0);
	t = table_of(&s);
	for (size_t i = 0; i < t->ncells; i++)
		assert_true(!t->cells[i].key == t->cells[i].head);
	assert_int_equal(s.figures.n, 12);
	f = figures_find(&s.figures, "表1/安溪县/其中·资金");
	assert_non_null(f);
	assert_true(f->state == VALUE_NUMBER && f->v == 25 && f->scale == 2);
	assert_int_equal(f->origin, ORIGIN_CELLS);
	assert_string_equal(f->unit, "万元");
	assert_string_equal(f->source, "relief/2025-aaaaaaaaaaaa");
	assert_string_equal(f->snapshot, s.sets[0].digest);
	assert_non_null(strstr(f->query, "\"division\":\"350524000000\""));
	assert_non_null(strstr(f->rule, "由元换算为万元"));
	assert_non_null(strstr(f->rule, "保留 2 位小数"));
	f = figures_find(&s.figures, "表1/凤城镇·低保/人数");
	assert_true(f->state == VALUE_MISSING && f->is_protected);
	assert_string_equal(f->why, "为保护个人信息不予公布");
	f = figures_find(&s.figures, "表1/蓬莱镇·低保/人数");
	assert_int_equal(f->state, VALUE_SLASH);
	f = figures_find(&s.figures, "表1/凤城镇/其中·资金");
	assert_string_equal(f->why, "已发布数据中注明暂缺");
	scene_close(&s);
}

static void a_number_that_may_change_is_marked_and_noted(void **state)
{
	struct yearbook_scene s;
	const struct doc_table *t;

	(void)state;
	scene_open(&s, TABLE_1);
	assert_int_equal(crosstab_make(json_root(s.json), &s.with, &s.doc, &s.err), 0);
	t = table_of(&s);
	assert_string_equal(doc_table_at(t, 7, 2)->mark, "p");
	assert_null(doc_table_at(t, 6, 2)->mark);
	assert_true(has_note(t, "初步数"));
	assert_true(has_note(t, "不适用"));
	assert_string_equal(figures_find(&s.figures, "表1/蓬莱镇·低保/其中·资金")->remark,
			    "初步数");
	scene_close(&s);
}

static enum err_kind refused(const char *spec)
{
	struct yearbook_scene s;
	enum err_kind kind;

	scene_open(&s, spec);
	assert_int_equal(crosstab_make(json_root(s.json), &s.with, &s.doc, &s.err), -1);
	kind = s.err.kind;
	scene_close(&s);
	return kind;
}

#define SMALL(of, measure, at, rows, unit)                                                         \
	"{\"id\":\"t\",\"title\":\"t\",\"of\":\"" of "\",\"measure\":\"" measure "\",\"at\":{" at  \
	"},\"rows\":" rows ",\"columns\":[{\"label\":\"a\",\"unit\":\"" unit "\"}]}"
#define COUNTY "{\"dimension\":\"division\",\"codes\":[\"{division}\"]}"

static void mistakes_of_a_spec_are_refused(void **state)
{
	(void)state;
	assert_int_equal(refused(SMALL("none", "persons", "", COUNTY, "人")), ERR_CONFIG);
	assert_int_equal(refused(SMALL("relief", "people", "\"period\":\"2025\"", COUNTY, "人")),
			 ERR_CONFIG);
	assert_int_equal(refused(SMALL("relief", "persons", "\"group\":\"x\"", COUNTY, "人")),
			 ERR_CONFIG);
	assert_int_equal(refused(SMALL("relief", "persons", "\"period\":\"2025\"", COUNTY, "元")),
			 ERR_CONFIG);
	assert_int_equal(refused(SMALL("relief", "persons", "\"period\":\"{when}\"", COUNTY, "人")),
			 ERR_CONFIG);
	assert_int_equal(refused(SMALL("relief", "persons", "\"period\":\"2025\"",
				       "{\"dimension\":\"division\",\"codes\":[\"1\"]}", "人")),
			 ERR_CONFIG);
	assert_int_equal(refused("{\"id\":\"t\",\"surprise\":1}"), ERR_CONFIG);
}

static void two_cells_of_one_name_are_refused(void **state)
{
	(void)state;
	assert_int_equal(
		refused(SMALL(
			"relief", "persons", "\"period\":\"2025\"",
			"{\"dimension\":\"division\",\"codes\":[\"{division}\",\"{division}\"]}",
			"人")),
		ERR_CONFIG);
}

static void a_table_without_any_cell_is_bad_data(void **state)
{
	(void)state;
	assert_int_equal(refused(SMALL("relief", "persons", "\"period\":\"2019\"", COUNTY, "人")),
			 ERR_DATA);
}

static void a_standard_is_printed_by_month_and_by_year(void **state)
{
	struct yearbook_scene s;
	const struct doc_table *t;

	(void)state;
	scene_open(
		&s,
		"{\"id\":\"表5\",\"title\":\"标准\",\"of\":\"standard\",\"measure\":\"amount\","
		"\"stored\":\"元/人·月\",\"scale\":1,\"at\":{\"district\":\"{division}\",\"year\":"
		"\"{year}\",\"per\":\"元/人·月\"},\"rows\":{\"dimension\":\"kind\",\"codes\":["
		"\"农村低保\"]},\"columns\":[{\"label\":\"月\",\"unit\":\"元/人·月\"},{\"label\":"
		"\"年\",\"unit\":\"元/人·年\"}]}");
	if (crosstab_make(json_root(s.json), &s.with, &s.doc, &s.err) < 0)
		fail_msg("%s", s.err.msg);
	t = table_of(&s);
	assert_string_equal(text_at(t, 1, 1), "1,245.0");
	assert_string_equal(text_at(t, 1, 2), "14,940.0");
	scene_close(&s);
}

static void growth_and_contribution_are_exact(void **state)
{
	struct yearbook_scene s;
	const struct doc_table *t;

	(void)state;
	scene_open(&s,
		   "{\"tables\":[{\"id\":\"表6\",\"title\":\"t\",\"growth\":true,\"contribution\":"
		   "true,"
		   "\"of\":\"relief\",\"measure\":\"persons\",\"at\":{\"division\":\"{division}\"},"
		   "\"rows\":{\"dimension\":\"kind\",\"codes\":[\"_T\",\"01\",\"02\"]},\"over\":{"
		   "\"dimension\":\"period\",\"same\":2}},{\"id\":\"表7\",\"title\":\"t\","
		   "\"growth\":true,"
		   "\"of\":\"relief\",\"measure\":\"amount\",\"at\":{\"division\":\"{division}\"},"
		   "\"rows\":{\"dimension\":\"kind\",\"codes\":[\"02\",\"_T\"]},\"over\":{"
		   "\"dimension\":\"period\",\"years\":3}}]}");
	if (compare_make(json_root(s.json), &s.with, &s.doc, &s.err) < 0)
		fail_msg("%s", s.err.msg);
	t = &s.doc.blocks[0].table;
	assert_string_equal(text_at(t, 0, 1), "2024年");
	assert_string_equal(text_at(t, 0, 2), "2025年");
	assert_string_equal(text_at(t, 1, 3), "10.00");
	assert_string_equal(text_at(t, 1, 4), "10.00");
	assert_string_equal(text_at(t, 2, 3), "5.00");
	assert_string_equal(text_at(t, 2, 4), "3.00");
	assert_string_equal(text_at(t, 3, 3), "20.00");
	assert_string_equal(text_at(t, 3, 4), "10.00");
	/* Against zero there is no growth; a year that is not there is no zero. */
	t = &s.doc.blocks[1].table;
	assert_string_equal(text_at(t, 1, 1), "暂无数据");
	assert_string_equal(text_at(t, 1, 2), "0");
	assert_string_equal(text_at(t, 1, 4), "/");
	assert_string_equal(text_at(t, 2, 4), "25.28");
	assert_true(has_note(t, "2023年的数据尚未发布。"));
	assert_string_equal(figures_find(&s.figures, "表6/合计/增长")->rule,
			    "（表6/合计/2025 − 表6/合计/2024）÷ 表6/合计/2024 × 100，保留两位小数");
	assert_string_equal(figures_find(&s.figures, "表6/低保/贡献")->unit, "百分点");
	assert_string_equal(figures_find(&s.figures, "表7/特困/增长")->why, "上期为零，不计算");
	scene_close(&s);
}

static void what_is_not_there_has_no_growth_and_what_is_protected_none_either(void **state)
{
	struct yearbook_scene s;
	const struct doc_table *t;

	(void)state;
	scene_open(&s,
		   "{\"tables\":[{\"id\":\"表6\",\"title\":\"t\",\"growth\":true,\"contribution\":"
		   "true,"
		   "\"of\":\"relief\",\"measure\":\"persons\",\"at\":{\"kind\":\"01\"},"
		   "\"rows\":{\"dimension\":\"division\",\"first\":[\"{division}\"],\"level\":"
		   "\"town\"},\"over\":{\"dimension\":\"period\",\"same\":2}}]}");
	if (compare_make(json_root(s.json), &s.with, &s.doc, &s.err) < 0)
		fail_msg("%s", s.err.msg);
	t = &s.doc.blocks[0].table;
	assert_string_equal(text_at(t, 1, 3), "5.00");
	assert_string_equal(text_at(t, 2, 1), "暂无数据");
	assert_string_equal(text_at(t, 2, 2), "×");
	assert_string_equal(text_at(t, 2, 3), "×");
	assert_string_equal(text_at(t, 3, 3), "暂无数据");
	assert_string_equal(text_at(t, 3, 4), "暂无数据");
	assert_true(figures_find(&s.figures, "表6/凤城镇/增长")->is_protected);
	assert_false(has_note(t, "尚未发布，不能"));
	scene_close(&s);
}

static void charts_hold_gaps_where_nothing_is_published(void **state)
{
	struct yearbook_scene s;
	const struct doc_charts *c;

	(void)state;
	scene_open(&s,
		   "{\"charts\":[{\"title\":\"t\",\"unit\":\"人\",\"of\":\"relief\",\"measure\":"
		   "\"persons\",\"at\":{\"kind\":\"01\"},\"rows\":{\"dimension\":\"division\","
		   "\"first\":["
		   "\"{division}\"],\"level\":\"town\"},\"over\":{\"dimension\":\"period\","
		   "\"years\":2}}]}");
	if (compare_make(json_root(s.json), &s.with, &s.doc, &s.err) < 0)
		fail_msg("%s", s.err.msg);
	c = &s.doc.blocks[0].charts;
	assert_int_equal(c->nseries, 3);
	assert_string_equal(c->series[0].name, "安溪县");
	assert_int_equal(c->series[0].npoints, 2);
	assert_string_equal(c->series[0].labels[1], "2025");
	assert_true(c->series[0].values[1] == 63 && !c->series[0].missing[1]);
	assert_true(c->series[1].missing[0] && c->series[1].missing[1]);
	scene_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_stand_at_row_and_column_in_the_unit_of_print),
		cmocka_unit_test(what_is_not_to_be_had_says_why_and_is_never_zero),
		cmocka_unit_test(every_cell_says_where_it_comes_from),
		cmocka_unit_test(a_number_that_may_change_is_marked_and_noted),
		cmocka_unit_test(mistakes_of_a_spec_are_refused),
		cmocka_unit_test(two_cells_of_one_name_are_refused),
		cmocka_unit_test(a_table_without_any_cell_is_bad_data),
		cmocka_unit_test(a_standard_is_printed_by_month_and_by_year),
		cmocka_unit_test(growth_and_contribution_are_exact),
		cmocka_unit_test(what_is_not_there_has_no_growth_and_what_is_protected_none_either),
		cmocka_unit_test(charts_hold_gaps_where_nothing_is_published),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
