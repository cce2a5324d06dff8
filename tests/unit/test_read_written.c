/* What the writers wrote, the readers read back the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/mem.h"
#include "read_case.h"
#include "report/paper/write.h"
#include "scratch.h"

static void set(char **place, const char *text)
{
	free(*place);
	*place = mem_strdup(text);
}

static void cell(struct doc_table *t, int row, int column, int rows, int columns, bool head,
		 const char *text)
{
	doc_cell(t, row, column, rows, columns, text)->head = head;
}

static void make(struct doc *d)
{
	struct err err = ERR_INIT;
	struct doc_table *t;

	doc_init(d);
	set(&d->title, "测试县民政局2025年政府信息公开工作年度报告");
	set(&d->issuer, "测试县民政局");
	set(&d->date, "2026-01-20");
	set(&d->form, "国办公开办函〔2021〕30号");
	doc_heading(d, 1, "一、总体情况");
	doc_paragraph(d, "新收申请12件，“结转”<3>件 & 其他。");
	t = doc_table(d, "表三", "收到和处理政府信息公开申请情况");
	set(&t->unit, "单位：件");
	t->nhead = 2;
	cell(t, 0, 0, 2, 2, true, "（勾稽关系）");
	cell(t, 0, 2, 1, 2, true, "申请人情况");
	cell(t, 1, 2, 1, 1, true, "商业\n企业");
	cell(t, 1, 3, 1, 1, true, "总计");
	cell(t, 2, 0, 2, 1, true, "三、办理结果");
	cell(t, 2, 1, 1, 1, true, "（一）予以公开");
	cell(t, 2, 2, 1, 1, false, "1,234");
	cell(t, 2, 3, 1, 1, false, "/");
	cell(t, 3, 1, 1, 1, true, "（七）总计");
	cell(t, 3, 2, 1, 1, false, "");
	cell(t, 3, 3, 1, 1, false, "-7.04");
	assert_int_equal(doc_table_finish(t, NULL, &err), 0);
	doc_heading(d, 2, "二、其他");
	doc_paragraph(d, "没有。");
}

static void read_back(const char *dir, const char *name, struct doc *d)
{
	struct err err = ERR_INIT;
	char *path = file_join(dir, name);

	doc_init(d);
	if (doc_read(path, d, &err) < 0)
		fail_msg("%s", err.msg);
	free(path);
}

/* heads: the format tells labels from data. */
static void is_the_same(const char *dir, const char *name, const struct doc *a, bool heads)
{
	struct buf x = BUF_INIT, y = BUF_INIT;
	struct doc b, expected;
	size_t i;

	read_back(dir, name, &b);
	make(&expected);
	for (i = 0; !heads && i < expected.blocks[2].table.ncells; i++)
		expected.blocks[2].table.cells[i].head = false;
	if (!heads)
		expected.blocks[2].table.nhead = 0;
	read_show(&expected, &x);
	read_show(&b, &y);
	assert_string_equal(y.p, x.p);
	assert_string_equal(b.title, a->title);
	assert_string_equal(b.issuer, a->issuer);
	assert_string_equal(b.date, a->date);
	assert_string_equal(b.form, a->form);
	buf_release(&x);
	buf_release(&y);
	doc_release(&expected);
	doc_release(&b);
}

static void what_was_written_reads_back(void **state)
{
	struct err err = ERR_INIT;
	char *dir = scratch_new(), *docx = file_join(dir, "a.docx"),
	     *html = file_join(dir, "a.html");
	char *xlsx = file_join(dir, "a.xlsx");
	struct doc d;

	(void)state;
	make(&d);
	if (docx_write(&d, docx, &err) < 0 || html_write(&d, NULL, html, &err) < 0 ||
	    xlsx_book_write(&d, xlsx, &err) < 0)
		fail_msg("%s", err.msg);
	is_the_same(dir, "a.docx", &d, true);
	is_the_same(dir, "a.html", &d, true);
	is_the_same(dir, "a.xlsx", &d, false);
	doc_release(&d);
	free(docx);
	free(html);
	free(xlsx);
	scratch_remove(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(what_was_written_reads_back) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
