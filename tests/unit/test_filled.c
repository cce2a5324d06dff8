#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "annual_case.h"
#include "report/form/filled.h"
#include "scratch.h"

static void load(const char *edition, struct form *form)
{
	struct err err = ERR_INIT;

	if (form_load(annual_path(), (struct period){ PERIOD_YEAR, 2025 }, edition, form, &err) < 0)
		fail_msg("%s", err.msg);
}

static void known(struct form *form, struct filled *f)
{
	load("2021", form);
	annual_fill(form, f);
}

/* Any numbers will do to read a form back. */
static void numbered(const char *edition, struct form *form, struct filled *f)
{
	load(edition, form);
	filled_init(f, form, (struct period){ PERIOD_YEAR, 2020 });
	free(f->issuer);
	f->issuer = strdup("某县民政局");
	for (int i = 0; i < form_size(form); i++)
		filled_set(f, i, 1000 + 7 * i, 0, ORIGIN_ENTERED);
	filled_paragraph(f, "一、总体情况", "第一段。");
	filled_paragraph(f, "一、总体情况", "第二段。");
}

static void make(const struct filled *f, struct doc *d)
{
	struct err err = ERR_INIT;

	doc_init(d);
	filled_doc(f, d);
	for (size_t i = 0; i < d->nblocks; i++)
		if (d->blocks[i].kind == DOC_TABLE &&
		    doc_table_finish(&d->blocks[i].table, "x", &err) < 0)
			fail_msg("%s", err.msg);
}

static void assert_same(const struct filled *a, const struct filled *b)
{
	assert_string_equal(a->form->edition, b->form->edition);
	for (int i = 0; i < form_size(a->form); i++) {
		struct buf x = BUF_INIT, y = BUF_INIT;

		filled_print(a, i, false, &x);
		filled_print(b, i, false, &y);
		if (a->values[i].state != b->values[i].state || strcmp(x.p, y.p) != 0)
			fail_msg("%s: %s, read as %s", form_cell(a->form, i)->key, x.p, y.p);
		buf_release(&x);
		buf_release(&y);
	}
	assert_int_equal(a->npassages, b->npassages);
	for (size_t i = 0; i < a->npassages; i++) {
		assert_string_equal(a->passages[i].section, b->passages[i].section);
		assert_int_equal(a->passages[i].n, b->passages[i].n);
		for (size_t k = 0; k < a->passages[i].n; k++)
			assert_string_equal(a->passages[i].paragraphs[k],
					    b->passages[i].paragraphs[k]);
	}
}

/* Reads the doc and compares. */
static void assert_read(const struct doc *d, const struct filled *want)
{
	struct err err = ERR_INIT;
	struct filled f;
	struct form form;

	if (filled_recognise(d, annual_path(), "x.docx", &form, &f, &err) < 0)
		fail_msg("%s", err.msg);
	assert_same(want, &f);
	assert_string_equal(f.issuer, want->issuer);
	assert_int_equal(f.period.n, want->period.n);
	filled_release(&f);
	form_release(&form);
}

static void assert_unread(const struct doc *d, const char *why)
{
	struct err err = ERR_INIT;
	struct filled f;
	struct form form;

	assert_int_equal(filled_recognise(d, annual_path(), "x.docx", &form, &f, &err), -1);
	assert_int_equal(err.kind, ERR_DATA);
	if (!strstr(err.msg, why))
		fail_msg("%s: not %s", err.msg, why);
}

static struct doc_table *table_of(struct doc *d, const char *id)
{
	for (size_t i = 0; i < d->nblocks; i++)
		if (d->blocks[i].kind == DOC_TABLE && strcmp(d->blocks[i].table.id, id) == 0)
			return &d->blocks[i].table;
	fail_msg("no table %s", id);
	return NULL;
}

static struct doc_cell *cell_of(struct doc_table *t, const char *text)
{
	for (size_t i = 0; i < t->ncells; i++)
		if (strcmp(t->cells[i].text, text) == 0)
			return &t->cells[i];
	fail_msg("no cell %s", text);
	return NULL;
}

static void retype(struct doc_table *t, const char *from, const char *to)
{
	struct doc_cell *c = cell_of(t, from);

	free(c->text);
	c->text = strdup(to);
}

/* JSON ------------------------------------------------------------------------ */

static void json_reads_back_to_the_same_bytes(void **state)
{
	char *dir = scratch_new(), *path, folder[4096];
	struct buf a = BUF_INIT, b = BUF_INIT;
	struct err err = ERR_INIT;
	struct form form, again;
	struct filled f, g;

	(void)state;
	known(&form, &f);
	filled_set(&f, form_find(&form, "表二/行政事业性收费/本年收费金额"), 31644150, 2,
		   ORIGIN_ENTERED);
	f.values[0].state = VALUE_SLASH;
	f.values[1].state = VALUE_MISSING;
	f.values[1].text = strdup("尚未建库");
	f.values[2].state = VALUE_BLANK;
	f.values[3].remark = strdup("口径变化");
	f.values[4].of = (struct period){ PERIOD_YEAR, 2024 };
	f.values[5].state = VALUE_ODD;
	f.values[5].text = strdup("若\"干");
	filled_json(&f, &a);
	path = scratch_put(dir, "report.json", a.p);
	snprintf(folder, sizeof(folder), "%s", annual_path());
	*strrchr(folder, '/') = '\0';
	if (filled_read_json(path, folder, &again, &g, &err) < 0)
		fail_msg("%s", err.msg);
	filled_json(&g, &b);
	assert_string_equal(a.p, b.p);
	assert_non_null(strstr(a.p, "\"本年收费金额\": 316441.50"));
	buf_release(&a);
	buf_release(&b);
	filled_release(&g);
	form_release(&again);
	filled_release(&f);
	form_release(&form);
	free(path);
	scratch_remove(dir);
}

static void a_report_that_is_missing_or_wrong_is_no_configuration(void **state)
{
	char *dir = scratch_new(),
	     *path = scratch_put(dir, "r.json", "{\"form\":\"annual-report\"}");
	struct err err = ERR_INIT;
	struct form form;
	struct filled f;

	(void)state;
	assert_int_equal(filled_read_json(path, "config/forms", &form, &f, &err), -1);
	assert_int_equal(err.kind, ERR_DATA);
	assert_int_equal(filled_read_json("nowhere.json", "config/forms", &form, &f, &err), -1);
	assert_int_equal(err.kind, ERR_SOURCE);
	free(path);
	scratch_remove(dir);
}

/* Print ----------------------------------------------------------------------- */

static void assert_printed(const struct filled *f, const char *key, bool grouped, const char *want)
{
	struct buf b = BUF_INIT;

	filled_print(f, form_find(f->form, key), grouped, &b);
	assert_string_equal(b.p, want);
	buf_release(&b);
}

static void numbers_are_printed_as_the_form_asks(void **state)
{
	struct form form;
	struct filled f;
	int fee;

	(void)state;
	known(&form, &f);
	fee = form_find(&form, "表二/行政事业性收费/本年收费金额");
	assert_printed(&f, "表二/行政许可/本年处理决定数量", true, "11,398,889");
	assert_printed(&f, "表二/行政许可/本年处理决定数量", false, "11398889");
	filled_set(&f, fee, 400, 4, ORIGIN_ENTERED);
	assert_printed(&f, "表二/行政事业性收费/本年收费金额", true, "0.04");
	filled_set(&f, fee, 1234500, 2, ORIGIN_ENTERED);
	assert_printed(&f, "表二/行政事业性收费/本年收费金额", true, "12,345");
	filled_release(&f);
	form_release(&form);
	load("2019", &form);
	filled_init(&f, &form, (struct period){ PERIOD_YEAR, 2020 });
	fee = form_find(&form, "表二/行政许可/本年增减");
	filled_set(&f, fee, 1, 0, ORIGIN_ENTERED);
	assert_printed(&f, "表二/行政许可/本年增减", true, "+1");
	filled_set(&f, fee, -12, 0, ORIGIN_ENTERED);
	assert_printed(&f, "表二/行政许可/本年增减", true, "-12");
	filled_set(&f, fee, 0, 0, ORIGIN_ENTERED);
	assert_printed(&f, "表二/行政许可/本年增减", true, "0");
	f.values[fee].state = VALUE_MISSING;
	assert_printed(&f, "表二/行政许可/本年增减", true, "暂无数据");
	filled_release(&f);
	form_release(&form);
}

/* Recognition ------------------------------------------------------------------ */

static void what_was_printed_is_recognised(void **state)
{
	static const char *const editions[] = { "2019", "2021" };
	struct form form;
	struct filled f;
	struct doc d;

	(void)state;
	known(&form, &f);
	f.values[0].state = VALUE_SLASH;
	f.values[20].state = VALUE_BLANK;
	f.values[21].state = VALUE_MISSING;
	make(&f, &d);
	assert_string_equal(d.title, "测试市2025年政府信息公开工作年度报告");
	assert_read(&d, &f);
	doc_release(&d);
	filled_release(&f);
	form_release(&form);
	for (int e = 0; e < 2; e++) {
		numbered(editions[e], &form, &f);
		make(&f, &d);
		assert_read(&d, &f);
		doc_release(&d);
		filled_release(&f);
		form_release(&form);
	}
}

static void labels_may_be_typed_otherwise(void **state)
{
	struct form form;
	struct filled f;
	struct doc_table *t;
	struct doc d;

	(void)state;
	known(&form, &f);
	make(&f, &d);
	t = table_of(&d, "表三");
	retype(t, "商业企业", "商业\n企业");
	retype(t, "3.危及“三安全一稳定”", "３．危及\"三安全一稳定\"");
	retype(t, "（一）予以公开", "(一) 予以公开");
	retype(t, "13612", " 13,612 ");
	retype(t, "一、本年新收政府信息公开申请数量", "一、本年新收政府信息公开申请 数量");
	retype(table_of(&d, "表二"), "行政规范性文件", "规范性文件");
	assert_read(&d, &f);
	doc_release(&d);
	filled_release(&f);
	form_release(&form);
}

static void a_span_that_is_too_short_does_not_shift_numbers(void **state)
{
	struct form form;
	struct filled f;
	struct doc_table *t;
	struct doc d;

	(void)state;
	known(&form, &f);
	make(&f, &d);
	t = table_of(&d, "表三");
	cell_of(t, "三、本年度办理结果")->rowspan = 20;
	for (size_t i = 0; i < t->ncells; i++)
		if (t->cells[i].row >= 5 + 20 && t->cells[i].row < 27)
			t->cells[i].column--;
	assert_read(&d, &f);
	doc_release(&d);
	filled_release(&f);
	form_release(&form);
}

/* All cells of the table one row further down from `row` on, so that an empty row is there. */
static void open_row(struct doc_table *t, int row)
{
	struct err err = ERR_INIT;
	int ncolumns = t->ncolumns;

	for (size_t i = 0; i < t->ncells; i++)
		if (t->cells[i].row >= row)
			t->cells[i].row++;
		else if (t->cells[i].row + t->cells[i].rowspan > row)
			t->cells[i].rowspan++;
	t->nrows++;
	for (int c = 0; c < ncolumns; c++)
		if (!doc_table_at(t, row, c))
			doc_cell(t, row, c, 1, 1, "");
	if (doc_table_finish(t, "x", &err) < 0)
		fail_msg("%s", err.msg);
}

static void blank_rows_do_no_harm(void **state)
{
	struct form form;
	struct filled f;
	struct doc d;

	(void)state;
	known(&form, &f);
	make(&f, &d);
	open_row(table_of(&d, "表三"), 20);
	open_row(table_of(&d, "表三"), 3);
	open_row(table_of(&d, "表三"), 0);
	open_row(table_of(&d, "表四"), 3);
	open_row(table_of(&d, "表二"), 5);
	assert_read(&d, &f);
	doc_release(&d);
	filled_release(&f);
	form_release(&form);
}

static void all_tables_may_stand_on_one_sheet(void **state)
{
	static const char *const ids[] = { "表二", "表三", "表四" };
	struct err err = ERR_INIT;
	struct doc d, sheet;
	struct doc_table *t, *one;
	struct form form;
	struct filled f;
	size_t texts;
	int row = 0;

	(void)state;
	known(&form, &f);
	make(&f, &d);
	doc_init(&sheet);
	one = doc_table(&sheet, "", "");
	doc_cell(one, row++, 0, 1, 10, "测试市2025年政府信息公开工作年度报告");
	for (int k = 0; k < 3; k++) {
		t = table_of(&d, ids[k]);
		for (size_t i = 0; i < t->ncells; i++)
			doc_cell(one, row + t->cells[i].row, t->cells[i].column,
				 t->cells[i].rowspan, t->cells[i].colspan, t->cells[i].text);
		row += t->nrows + 1;
	}
	assert_int_equal(doc_table_finish(one, "x", &err), 0);
	doc_release(&d);
	texts = f.npassages;
	f.npassages = 0;
	assert_read(&sheet, &f);
	f.npassages = texts;
	doc_release(&sheet);
	filled_release(&f);
	form_release(&form);
}

static void two_editions_are_not_mixed(void **state)
{
	struct form form;
	struct filled f;
	struct doc d;

	(void)state;
	known(&form, &f);
	make(&f, &d);
	retype(table_of(&d, "表二"), "本年制发件数", "本年新制作数量");
	assert_unread(&d, "mixes two editions");
	doc_release(&d);
	filled_release(&f);
	form_release(&form);
}

/* A table that the form does not ask for is another's concern; one of another edition is not. */
static void an_added_table_is_no_second_edition(void **state)
{
	static const char *const added[3][3] = {
		{ "第二十条第（九）项", "", "" },
		{ "信息内容", "采购项目数量", "采购总金额" },
		{ "政府集中采购", "3", "25.6" },
	};
	struct err err = ERR_INIT;
	struct doc_table *t;
	struct form form;
	struct filled f;
	struct doc d;

	(void)state;
	known(&form, &f);
	make(&f, &d);
	t = doc_table(&d, "", "");
	for (int row = 0; row < 3; row++)
		for (int column = 0; column < 3; column++)
			doc_cell(t, row, column, 1, 1, added[row][column]);
	assert_int_equal(doc_table_finish(t, "x", &err), 0);
	assert_read(&d, &f);
	doc_release(&d);
	filled_release(&f);
	form_release(&form);
}

static void a_head_left_blank_is_known_by_its_place(void **state)
{
	struct form form;
	struct filled f;
	struct doc d;

	(void)state;
	known(&form, &f);
	make(&f, &d);
	retype(table_of(&d, "表三"), "法律服务机构", "");
	assert_read(&d, &f);
	doc_release(&d);
	filled_release(&f);
	form_release(&form);
}

static void a_label_that_is_not_there_is_named(void **state)
{
	struct form form;
	struct filled f;
	struct doc d;

	(void)state;
	known(&form, &f);
	make(&f, &d);
	retype(table_of(&d, "表三"), "2.重复申请", "2.重复的申请");
	assert_unread(&d, "lacks the label \"2.重复申请\" (the nearest is \"2.重复的申请\")");
	doc_release(&d);
	make(&f, &d);
	retype(table_of(&d, "表三"), "法律服务机构", "法律服务组织");
	assert_unread(&d, "lacks the label \"法律服务机构\"");
	doc_release(&d);
	doc_init(&d);
	assert_unread(&d, "no table of the form");
	doc_release(&d);
	filled_release(&f);
	form_release(&form);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(json_reads_back_to_the_same_bytes),
		cmocka_unit_test(a_report_that_is_missing_or_wrong_is_no_configuration),
		cmocka_unit_test(numbers_are_printed_as_the_form_asks),
		cmocka_unit_test(what_was_printed_is_recognised),
		cmocka_unit_test(labels_may_be_typed_otherwise),
		cmocka_unit_test(a_span_that_is_too_short_does_not_shift_numbers),
		cmocka_unit_test(blank_rows_do_no_harm),
		cmocka_unit_test(all_tables_may_stand_on_one_sheet),
		cmocka_unit_test(two_editions_are_not_mixed),
		cmocka_unit_test(an_added_table_is_no_second_edition),
		cmocka_unit_test(a_head_left_blank_is_known_by_its_place),
		cmocka_unit_test(a_label_that_is_not_there_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
