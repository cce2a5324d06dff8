#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "office_parts.h"
#include "printed_doc.h"
#include "report/paper/printable.h"
#include "report/paper/table_widths.h"
#include "report/paper/write.h"
#include "scratch.h"

enum { BYTES_MAX = 1 << 20 };

struct written {
	char *dir, *path;
	struct doc doc;
	struct office_parts parts;
	xmlDoc *xml;
	xmlNode *body;
};

static void write_it(struct written *w, int (*make)(struct doc *d, struct err *err))
{
	struct err err = ERR_INIT;

	w->dir = scratch_new();
	w->path = file_join(w->dir, "a.docx");
	assert_int_equal(make(&w->doc, &err), 0);
	if (docx_write(&w->doc, w->path, &err) < 0)
		fail_msg("%s", err.msg);
	office_open(&w->parts, w->path);
	w->xml = office_xml(&w->parts, "word/document.xml");
	assert_non_null(w->xml);
	w->body = office_child(xmlDocGetRootElement(w->xml), "body");
	assert_non_null(w->body);
}

static void drop(struct written *w)
{
	xmlFreeDoc(w->xml);
	office_close(&w->parts);
	doc_release(&w->doc);
	scratch_remove(w->dir);
	free(w->path);
}

/* What a paragraph or a cell says; breaks as line ends. */
static void text_of(xmlNode *top, struct buf *b)
{
	xmlNode *n;

	for (n = top->children; n; n = n->next) {
		xmlChar *text = office_is(n, "t") ? xmlNodeGetContent(n) : NULL;

		if (text)
			buf_puts(b, (const char *)text);
		else if (office_is(n, "br"))
			buf_putc(b, '\n');
		else
			text_of(n, b);
		xmlFree(text);
	}
}

/* The text as all formats print it. */
static void assert_says(xmlNode *n, const char *text, const char *mark)
{
	struct buf said = BUF_INIT, want = BUF_INIT;

	text_of(n, &said);
	printable_put(&want, text, true);
	printable_put(&want, mark ? mark : "", true);
	assert_string_equal(said.p, want.p);
	buf_release(&said);
	buf_release(&want);
}

static int span_of(xmlNode *cell)
{
	char value[256];
	xmlNode *span = office_child(office_child(cell, "tcPr"), "gridSpan");

	return span ? (int)strtol(office_attribute(span, "val", value), NULL, 10) : 1;
}

static bool goes_on(xmlNode *cell)
{
	char value[256];
	xmlNode *merge = office_child(office_child(cell, "tcPr"), "vMerge");

	return merge && strcmp(office_attribute(merge, "val", value), "restart") != 0;
}

static void assert_row(xmlNode *tr, const struct doc_table *t, int row)
{
	xmlNode *properties = office_child(tr, "trPr"), *n;
	int column = 0;

	assert_non_null(office_child(properties, "cantSplit"));
	assert_int_equal(office_child(properties, "tblHeader") != NULL, row < t->nhead);
	for (n = tr->children; n; n = n->next) {
		const struct doc_cell *c = doc_table_at(t, row, column);

		if (!office_is(n, "tc"))
			continue;
		assert_int_equal(span_of(n), c ? c->colspan : 1);
		assert_int_equal(goes_on(n), c && c->row < row);
		assert_says(n, c && c->row == row ? c->text : "",
			    c && c->row == row ? c->mark : NULL);
		column += span_of(n);
	}
	assert_int_equal(column, t->ncolumns);
}

static void assert_table(xmlNode *tbl, const struct doc_table *t)
{
	char value[256];
	xmlNode *n, *caption = office_child(office_child(tbl, "tblPr"), "tblCaption");
	int row = 0;

	assert_string_equal(office_attribute(caption, "val", value), t->id);
	for (n = tbl->children; n; n = n->next)
		if (office_is(n, "tr"))
			assert_row(n, t, row++);
	assert_int_equal(row, t->nrows);
}

static void assert_tables(const struct written *w)
{
	xmlNode *tbl = NULL;
	size_t i;

	for (i = 0; i < w->doc.nblocks; i++) {
		const struct doc_table *t = &w->doc.blocks[i].table;

		if (w->doc.blocks[i].kind != DOC_TABLE || !t->nrows)
			continue;
		tbl = office_next(w->body, tbl, "tbl");
		assert_non_null(tbl);
		assert_table(tbl, t);
	}
}

static void tables_are_printed_cell_by_cell(void **state)
{
	struct written w;

	(void)state;
	write_it(&w, printed_report);
	assert_tables(&w);
	assert_int_equal(office_count(w.body, "tbl"), 3);
	drop(&w);
	write_it(&w, printed_mixed);
	assert_tables(&w);
	drop(&w);
}

static xmlNode *paragraph_of(const struct written *w, const char *style, xmlNode *after)
{
	char value[256];
	xmlNode *p = after;

	while ((p = office_next(w->body, p, "p"))) {
		xmlNode *s = office_child(office_child(p, "pPr"), "pStyle");

		if (strcmp(office_attribute(s, "val", value), style) == 0)
			return p;
	}
	return NULL;
}

static void every_text_is_there_as_it_is(void **state)
{
	struct written w;
	xmlNode *p = NULL;
	int i;

	(void)state;
	write_it(&w, printed_mixed);
	for (i = 0; i < PRINTED_HOSTILE; i++) {
		p = paragraph_of(&w, "Normal", p);
		assert_non_null(p);
		assert_says(p, printed_hostile[i], NULL);
	}
	assert_says(paragraph_of(&w, "Normal", p), "after", NULL);
	assert_says(paragraph_of(&w, "Title", NULL), w.doc.title, NULL);
	assert_says(paragraph_of(&w, "Heading3", NULL), "标题 & <h>", NULL);
	assert_says(paragraph_of(&w, "TableUnit", NULL), "单位：万元", NULL);
	p = paragraph_of(&w, "TableNote", NULL);
	assert_says(p, "注：带*的指标是本年累计数。", NULL);
	assert_says(paragraph_of(&w, "TableNote", p), "=2+2 & <b>", NULL);
	assert_says(paragraph_of(&w, "Date", NULL), "2025年10月10日", NULL);
	drop(&w);
}

/* 安溪县民政局 / 2025年政府信息公开工作年度报告 */
static void long_title_breaks_behind_the_bureau(void **state)
{
	struct written w;
	xmlNode *title;

	(void)state;
	write_it(&w, printed_report);
	title = paragraph_of(&w, "Title", NULL);
	assert_int_equal(office_count(title, "br"), 1);
	assert_says(title, "安溪县民政局\n2025年政府信息公开工作年度报告", NULL);
	drop(&w);
	write_it(&w, printed_mixed);
	assert_int_equal(office_count(paragraph_of(&w, "Title", NULL), "br"), 0);
	drop(&w);
}

static void charts_are_tables_of_their_values(void **state)
{
	static const char *const texts[] = { "",  "2023",    "2024",   "2025", "凤城镇", "1,000.0",
					     "—", "1,051.5", "湖头镇", "",     "-0.5",	 "" };
	struct written w;
	xmlNode *tbl, *tc = NULL;
	size_t i;

	(void)state;
	write_it(&w, printed_mixed);
	tbl = office_next(w.body, office_next(w.body, NULL, "tbl"), "tbl");
	for (i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		tc = office_next(tbl, tc, "tc");
		assert_non_null(tc);
		assert_says(tc, texts[i], NULL);
	}
	assert_null(office_next(tbl, tc, "tc"));
	drop(&w);
}

static void assert_parts(const struct written *w, size_t n)
{
	static const char *const names[] = { "[Content_Types].xml", "_rels/.rels",
					     "word/document.xml",   "word/_rels/document.xml.rels",
					     "docProps/core.xml",   "word/styles.xml",
					     "word/fontTable.xml",  "word/settings.xml",
					     "word/footer1.xml",    "word/footer2.xml",
					     "word/header1.xml",    "word/header2.xml" };
	size_t i;

	assert_int_equal(w->parts.n, n);
	for (i = 0; i < n; i++) {
		xmlDoc *xml = office_xml(&w->parts, names[i]);

		assert_string_equal(w->parts.names[i], names[i]);
		assert_non_null(xml);
		xmlFreeDoc(xml);
	}
}

static void every_part_is_well_formed_and_declared(void **state)
{
	struct written w;
	const char *types;

	(void)state;
	write_it(&w, printed_report);
	assert_parts(&w, 10);
	types = office_text(&w.parts, "[Content_Types].xml");
	assert_non_null(strstr(types, "\"/word/footer2.xml\""));
	assert_null(strstr(types, "header"));
	drop(&w);
	write_it(&w, printed_mixed);
	assert_parts(&w, 12);
	drop(&w);
}

static void drafts_and_demonstrations_say_so_on_every_page(void **state)
{
	struct written w;

	(void)state;
	write_it(&w, printed_mixed);
	assert_non_null(strstr(office_text(&w.parts, "word/header1.xml"), ">送审稿　演示数据<"));
	assert_non_null(strstr(office_text(&w.parts, "word/header2.xml"), ">送审稿　演示数据<"));
	assert_int_equal(office_count(w.body, "headerReference"), 2);
	drop(&w);
	write_it(&w, printed_report);
	assert_int_equal(office_count(w.body, "headerReference"), 0);
	assert_int_equal(office_count(w.body, "footerReference"), 2);
	drop(&w);
}

/* GB/T 9704-2012, 5.2: the text is 156 mm wide and 225 mm high; a twip is 0.0176 mm. */
static void pages_have_the_margins_of_official_papers(void **state)
{
	struct written w;
	char value[256];
	xmlNode *size, *margins;

	(void)state;
	write_it(&w, printed_report);
	size = office_next(w.body, NULL, "pgSz");
	margins = office_next(w.body, NULL, "pgMar");
	assert_string_equal(office_attribute(size, "w", value), "11906");
	assert_string_equal(office_attribute(size, "orient", value), "");
	assert_string_equal(office_attribute(margins, "top", value), "2098");
	assert_string_equal(office_attribute(margins, "left", value), "1587");
	drop(&w);
	write_it(&w, printed_mixed);
	size = office_next(w.body, NULL, "pgSz");
	assert_string_equal(office_attribute(size, "w", value), "16838");
	assert_string_equal(office_attribute(size, "orient", value), "landscape");
	drop(&w);
}

static void every_style_that_is_used_is_defined(void **state)
{
	struct written w;
	char value[256], style[300];
	xmlNode *n = NULL;

	(void)state;
	write_it(&w, printed_mixed);
	while ((n = office_next(w.body, n, "pStyle"))) {
		snprintf(style, sizeof(style), "w:styleId=\"%s\"",
			 office_attribute(n, "val", value));
		assert_non_null(strstr(office_text(&w.parts, "word/styles.xml"), style));
	}
	drop(&w);
}

/* The empty line below a table is not in the text; a break goes on the next paragraph. */
static void page_break_is_before_the_next_paragraph(void **state)
{
	struct written w;
	xmlNode *n;

	(void)state;
	write_it(&w, printed_mixed);
	assert_int_equal(office_count(w.body, "pageBreakBefore"), 2);
	n = office_next(w.body, NULL, "pageBreakBefore");
	assert_says(n->parent->parent, "表1 救助金 <&>", NULL);
	drop(&w);
}

static int make_bare(struct doc *d, struct err *err)
{
	static const char *const titles[] = { "", "表1" };

	doc_init(d);
	for (int i = 0; i < 2; i++) {
		struct doc_table *t;

		doc_heading(d, 1, i ? "二、" : "一、");
		t = doc_table(d, i ? "b" : "a", titles[i]);
		doc_cell(t, 0, 0, 1, 1, "x");
		if (doc_table_finish(t, "x", err) < 0)
			return -1;
	}
	return 0;
}

static void a_table_without_a_title_does_not_touch_its_heading(void **state)
{
	struct written w;
	xmlNode *p, *spacing;
	char value[256];

	(void)state;
	write_it(&w, make_bare);
	p = office_next(w.body, NULL, "p");
	assert_says(p, "一、", NULL);
	spacing = office_child(office_child(p, "pPr"), "spacing");
	assert_non_null(spacing);
	assert_true(strtol(office_attribute(spacing, "after", value), NULL, 10) >= 100);
	for (p = p->next;
	     !office_is(p, "p") || !office_child(office_child(p, "pPr"), "pStyle") ||
	     strcmp(office_attribute(office_child(office_child(p, "pPr"), "pStyle"), "val", value),
		    "Heading1") != 0;)
		p = p->next;
	assert_says(p, "二、", NULL);
	assert_null(office_child(office_child(p, "pPr"), "spacing"));
	drop(&w);
}

static int left_of(const struct written *w, const char *style)
{
	char value[256];
	xmlNode *p = paragraph_of(w, style, NULL);

	assert_non_null(p);
	return (int)strtol(
		office_attribute(office_child(office_child(p, "pPr"), "ind"), "left", value), NULL,
		10);
}

/* Half a character of the body is 158 twips: the longer of the two ends two characters from the
 * right edge, and the date begins two behind the issuer. */
static void date_begins_two_characters_behind_the_issuer(void **state)
{
	struct written w;
	int issuer, date;

	(void)state;
	write_it(&w, printed_report);
	issuer = left_of(&w, "Issuer");
	date = left_of(&w, "Date");
	assert_int_equal(date - issuer, 4 * 158);
	assert_int_equal(8845 - date, (text_width("2026年1月20日") + 4) * 158);
	drop(&w);
	write_it(&w, printed_mixed);
	issuer = left_of(&w, "Issuer");
	date = left_of(&w, "Date");
	assert_int_equal(date - issuer, 4 * 158);
	assert_int_equal(16838 - 2098 - 1984 - issuer, (text_width(w.doc.issuer) + 4) * 158);
	drop(&w);
}

static void same_document_is_the_same_bytes(void **state)
{
	struct buf once = BUF_INIT, again = BUF_INIT;
	struct err err = ERR_INIT;
	struct written w;

	(void)state;
	write_it(&w, printed_mixed);
	assert_int_equal(file_read(w.path, BYTES_MAX, &once, ERR_IO, &err), 0);
	assert_int_equal(docx_write(&w.doc, w.path, &err), 0);
	assert_int_equal(file_read(w.path, BYTES_MAX, &again, ERR_IO, &err), 0);
	assert_int_equal(once.n, again.n);
	assert_memory_equal(once.p, again.p, once.n);
	buf_release(&once);
	buf_release(&again);
	drop(&w);
}

static void what_cannot_be_written_is_an_error(void **state)
{
	struct err err = ERR_INIT;
	char *dir = scratch_new(), *path = file_join(dir, "no/such/folder.docx");
	struct doc d;

	(void)state;
	doc_init(&d);
	assert_int_equal(docx_write(&d, path, &err), -1);
	assert_int_equal(err.kind, ERR_IO);
	free(path);
	path = file_join(dir, "wide.docx");
	doc_cell(doc_table(&d, "t", ""), 0, 64, 1, 1, "x");
	assert_int_equal(docx_write(&d, path, &err), -1);
	assert_int_equal(err.kind, ERR_DATA);
	assert_int_not_equal(access(path, F_OK), 0);
	free(path);
	doc_release(&d);
	scratch_remove(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables_are_printed_cell_by_cell),
		cmocka_unit_test(every_text_is_there_as_it_is),
		cmocka_unit_test(long_title_breaks_behind_the_bureau),
		cmocka_unit_test(charts_are_tables_of_their_values),
		cmocka_unit_test(every_part_is_well_formed_and_declared),
		cmocka_unit_test(drafts_and_demonstrations_say_so_on_every_page),
		cmocka_unit_test(pages_have_the_margins_of_official_papers),
		cmocka_unit_test(every_style_that_is_used_is_defined),
		cmocka_unit_test(page_break_is_before_the_next_paragraph),
		cmocka_unit_test(a_table_without_a_title_does_not_touch_its_heading),
		cmocka_unit_test(date_begins_two_characters_behind_the_issuer),
		cmocka_unit_test(same_document_is_the_same_bytes),
		cmocka_unit_test(what_cannot_be_written_is_an_error),
	};

	setenv("TZ", "UTC", 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
