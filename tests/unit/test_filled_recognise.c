#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "annual_filled.h"

/* Any numbers will do to read a form back. */
static void numbered(const char *edition, struct form *form, struct filled *f)
{
	annual_load(edition, form);
	filled_init(f, form, (struct period){ PERIOD_YEAR, 2020 });
	free(f->issuer);
	f->issuer = strdup("某县民政局");
	for (int i = 0; i < form_size(form); i++)
		filled_set(f, i, 1000 + 7 * i, 0, ORIGIN_ENTERED);
	filled_paragraph(f, "一、总体情况", "第一段。");
	filled_paragraph(f, "一、总体情况", "第二段。");
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

static void what_was_printed_is_recognised(void **state)
{
	static const char *const editions[] = { "2019", "2021" };
	struct form form;
	struct filled f;
	struct doc d;

	(void)state;
	annual_known(&form, &f);
	f.values[0].state = VALUE_SLASH;
	f.values[20].state = VALUE_BLANK;
	f.values[21].state = VALUE_MISSING;
	annual_print(&f, &d);
	assert_string_equal(d.title, "测试市2025年政府信息公开工作年度报告");
	assert_read(&d, &f);
	doc_release(&d);
	filled_release(&f);
	form_release(&form);
	for (int e = 0; e < 2; e++) {
		numbered(editions[e], &form, &f);
		annual_print(&f, &d);
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
	annual_known(&form, &f);
	annual_print(&f, &d);
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
	annual_known(&form, &f);
	annual_print(&f, &d);
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
	annual_known(&form, &f);
	annual_print(&f, &d);
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
	annual_known(&form, &f);
	annual_print(&f, &d);
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
	annual_known(&form, &f);
	annual_print(&f, &d);
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
	annual_known(&form, &f);
	annual_print(&f, &d);
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
	annual_known(&form, &f);
	annual_print(&f, &d);
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
	annual_known(&form, &f);
	annual_print(&f, &d);
	retype(table_of(&d, "表三"), "2.重复申请", "2.重复的申请");
	assert_unread(&d, "lacks the label \"2.重复申请\" (the nearest is \"2.重复的申请\")");
	doc_release(&d);
	annual_print(&f, &d);
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
