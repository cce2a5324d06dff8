#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "office_parts.h"
#include "printed_doc.h"
#include "report/paper/printable.h"
#include "report/paper/write.h"
#include "report/paper/xlsx_book_check.h"
#include "report/paper/xlsx_book_look.h"
#include "report/paper/xlsx_book_sheet.h"
#include "scratch.h"

enum { BYTES_MAX = 1 << 20 };

struct written {
	char *dir, *path;
	struct doc doc;
	struct office_parts parts;
	xmlDoc *strings, *book;
};

static void open_it(struct written *w)
{
	struct err err = ERR_INIT;

	w->dir = scratch_new();
	w->path = file_join(w->dir, "a.xlsx");
	if (xlsx_book_write(&w->doc, w->path, &err) < 0)
		fail_msg("%s", err.msg);
	office_open(&w->parts, w->path);
	w->strings = office_xml(&w->parts, "xl/sharedStrings.xml");
	w->book = office_xml(&w->parts, "xl/workbook.xml");
	assert_non_null(w->strings);
	assert_non_null(w->book);
}

static void write_it(struct written *w, int (*make)(struct doc *d, struct err *err))
{
	struct err err = ERR_INIT;

	assert_int_equal(make(&w->doc, &err), 0);
	open_it(w);
}

static void drop(struct written *w)
{
	xmlFreeDoc(w->strings);
	xmlFreeDoc(w->book);
	office_close(&w->parts);
	doc_release(&w->doc);
	scratch_remove(w->dir);
	free(w->path);
}

/* Sheet n, from 1. */
static xmlDoc *sheet(const struct written *w, int n)
{
	char name[64];
	xmlDoc *xml;

	snprintf(name, sizeof(name), "xl/worksheets/sheet%d.xml", n);
	xml = office_xml(&w->parts, name);
	assert_non_null(xml);
	return xml;
}

static xmlNode *cell_at(xmlDoc *xml, int row, int column)
{
	char place[LXW_MAX_CELL_NAME_LENGTH], value[256];
	xmlNode *top = xmlDocGetRootElement(xml), *c = NULL;

	lxw_rowcol_to_cell(place, (lxw_row_t)row, (lxw_col_t)column);
	while ((c = office_next(top, c, "c")))
		if (strcmp(office_attribute(c, "r", value), place) == 0)
			return c;
	return NULL;
}

/* The text of a cell of type string; "" of an empty one; NULL of a number. */
static char *string_of(const struct written *w, xmlNode *c)
{
	char type[256];
	xmlNode *v = office_child(c, "v"), *si = NULL;
	xmlChar *text;
	char *copy;
	long n;

	if (!v)
		return mem_strdup("");
	if (strcmp(office_attribute(c, "t", type), "s") != 0)
		return NULL;
	text = xmlNodeGetContent(v);
	n = strtol((const char *)text, NULL, 10);
	xmlFree(text);
	for (; n >= 0; n--)
		si = office_next(xmlDocGetRootElement(w->strings), si, "si");
	text = xmlNodeGetContent(si);
	copy = mem_strdup((const char *)text);
	xmlFree(text);
	return copy;
}

static double number_of(xmlNode *c)
{
	xmlChar *text = xmlNodeGetContent(office_child(c, "v"));
	double v = strtod((const char *)text, NULL);

	xmlFree(text);
	return v;
}

static void assert_string(const struct written *w, xmlNode *c, const char *want)
{
	char *text = string_of(w, c);

	assert_non_null(text);
	assert_string_equal(text, want);
	free(text);
}

static void assert_cell(const struct written *w, xmlDoc *xml, const struct doc_cell *c)
{
	static const __int128 most = 1000000000000000;
	xmlNode *n = cell_at(xml, c->row + XLSX_BOOK_TOP, c->column);
	struct buf want = BUF_INIT;
	char *text;

	assert_non_null(n);
	text = string_of(w, n);
	if (c->is_number && c->value < most) {
		assert_null(text);
		assert_true(number_of(n) == xlsx_book_double(c));
	} else {
		xlsx_book_text(c->text, &want);
		assert_non_null(text);
		assert_string_equal(text, want.p);
	}
	free(text);
	buf_release(&want);
}

static size_t merged_cells(const struct doc_table *t)
{
	size_t i, n = 0;

	for (i = 0; i < t->ncells; i++)
		n += t->cells[i].rowspan > 1 || t->cells[i].colspan > 1;
	/* The title and the unit. */
	return n + 2 + t->nnotes;
}

static void assert_tables(const struct written *w)
{
	size_t i, k;
	int n = 1;

	for (i = 0; i < w->doc.nblocks; i++) {
		const struct doc_table *t = &w->doc.blocks[i].table;
		xmlDoc *xml;

		if (w->doc.blocks[i].kind != DOC_TABLE || !t->nrows)
			continue;
		xml = sheet(w, ++n);
		for (k = 0; k < t->ncells; k++)
			assert_cell(w, xml, &t->cells[k]);
		assert_int_equal(office_count(xmlDocGetRootElement(xml), "mergeCell"),
				 merged_cells(t));
		assert_string(w, cell_at(xml, 0, 0), t->title);
		assert_string(w, cell_at(xml, 1, 0), t->unit);
		for (k = 0; k < t->nnotes; k++)
			assert_string(w, cell_at(xml, XLSX_BOOK_TOP + t->nrows + (int)k, 0),
				      t->notes[k]);
		xmlFreeDoc(xml);
	}
}

static void numbers_are_numbers_and_texts_are_strings(void **state)
{
	struct written w;

	(void)state;
	write_it(&w, printed_report);
	assert_tables(&w);
	drop(&w);
	write_it(&w, printed_mixed);
	assert_tables(&w);
	drop(&w);
}

static void no_cell_is_a_formula(void **state)
{
	struct written w;
	xmlDoc *xml;
	int i;

	(void)state;
	write_it(&w, printed_mixed);
	for (i = 1; i <= 4; i++) {
		xml = sheet(&w, i);
		assert_null(office_next(xmlDocGetRootElement(xml), NULL, "f"));
		xmlFreeDoc(xml);
	}
	drop(&w);
}

static void about_comes_first_and_says_all_in_order(void **state)
{
	static const char *const rows[][2] = {
		{ "项目", "内容" },
		{ "标题", "安溪县民政局2025年政府信息公开工作年度报告" },
		{ "发文机关", "安溪县民政局" },
		{ "成文日期", "2026-01-20" },
		{ "表式文号", "国办公开办函〔2021〕30号" },
	};
	struct written w;
	xmlDoc *xml;
	int i;

	(void)state;
	write_it(&w, printed_report);
	xml = sheet(&w, 1);
	for (i = 0; i < 5; i++) {
		assert_string(&w, cell_at(xml, i, 0), rows[i][0]);
		assert_string(&w, cell_at(xml, i, 1), rows[i][1]);
	}
	assert_string(&w, cell_at(xml, 6, 0), "一级标题");
	assert_string(&w, cell_at(xml, 6, 1), "一、总体情况");
	assert_string(&w, cell_at(xml, 12, 0), "表");
	assert_string(&w, cell_at(xml, 12, 1), "表二");
	xmlFreeDoc(xml);
	drop(&w);
}

static void assert_name(const struct written *w, const char *name, const char *place)
{
	char value[256];
	xmlNode *top = xmlDocGetRootElement(w->book), *n = NULL;

	while ((n = office_next(top, n, "definedName"))) {
		xmlChar *text = xmlNodeGetContent(n);
		bool found = strcmp(office_attribute(n, "name", value), name) == 0 &&
			     strcmp((const char *)text, place) == 0;

		xmlFree(text);
		if (found)
			return;
	}
	fail_msg("no %s is %s", name, place);
}

static void a_name_says_which_rows_are_repeated_in_print(void **state)
{
	struct written w;

	(void)state;
	write_it(&w, printed_report);
	assert_name(&w, "_xlnm.Print_Titles", "'表三'!$3:$5");
	drop(&w);
}

static void assert_sheets(const struct written *w, const char *const *names, size_t n)
{
	char value[256];
	xmlNode *top = xmlDocGetRootElement(w->book), *s = NULL;
	size_t i;

	for (i = 0; i < n; i++) {
		s = office_next(top, s, "sheet");
		assert_non_null(s);
		assert_string_equal(office_attribute(s, "name", value), names[i]);
	}
	assert_null(office_next(top, s, "sheet"));
}

static void sheets_have_names_that_a_sheet_can_have(void **state)
{
	static const char *const ids[] = {
		"表一",
		"表一",
		"说明",
		"",
		"a[b]:*?/\\'",
		"history",
		"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二",
		"\001x"
	};
	static const char *const names[] = {
		"说明",	      "表一",
		"表一(2)",    "说明(2)",
		"表",	      "a_b_______",
		"history(2)", "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一",
		" x"
	};
	struct written w;
	size_t i;

	(void)state;
	doc_init(&w.doc);
	for (i = 0; i < sizeof(ids) / sizeof(*ids); i++)
		doc_cell(doc_table(&w.doc, ids[i], ""), 0, 0, 1, 1, "x");
	open_it(&w);
	assert_sheets(&w, names, sizeof(names) / sizeof(*names));
	drop(&w);
}

/* What a cell prints, and the code of the number format that prints it; NULL: it is text. */
static void numbers_look_as_they_are_printed(void **state)
{
	static const struct {
		const char *text, *plain, *mark, *code;
		int scale;
	} cases[] = {
		{ "13612", "13612", NULL, "0", 0 },
		{ "13,612", "13612", NULL, "#,##0", 0 },
		{ "-89.34", "-89.34", NULL, "0.00", 2 },
		{ "1,234.50", "1234.50", "*", "#,##0.00\"*\"", 2 },
		{ "+1", "1", NULL, "\"+\"0", 0 },
		{ "92%", "92", NULL, "0\"%\"", 0 },
		{ "0.0", "0", NULL, "0.0", 1 },
		/* What they show is not what they are. */
		{ "0012", "12", NULL, NULL, 0 },
		{ "13,61", "1361", NULL, NULL, 0 },
		{ "12", "13", NULL, NULL, 0 },
		{ "-0", "0", NULL, NULL, 0 },
		{ "1.5", "1.50", NULL, NULL, 2 },
		{ "12\"", "12", NULL, NULL, 0 },
		{ "—", "0", NULL, NULL, 0 },
		{ "1000000000000000", "1000000000000000", NULL, NULL, 0 },
	};
	lxw_workbook *book = workbook_new("unused");
	struct xlsx_book_look look;
	size_t i;

	(void)state;
	xlsx_book_look_make(&look, book);
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct buf text = BUF_INIT, mark = BUF_INIT;
		struct doc_cell c = { .text = text.p, .is_number = true, .scale = cases[i].scale };
		lxw_format *f;

		buf_puts(&text, cases[i].text);
		buf_puts(&mark, cases[i].mark ? cases[i].mark : "");
		c.text = text.p;
		c.mark = cases[i].mark ? mark.p : NULL;
		assert_true(decimal_parse(str_of(cases[i].plain), c.scale, &c.value));
		f = xlsx_book_number(&look, &c, false);
		if (cases[i].code) {
			assert_non_null(f);
			assert_string_equal(f->num_format, cases[i].code);
			assert_ptr_equal(f, xlsx_book_number(&look, &c, false));
		} else {
			assert_null(f);
		}
		buf_release(&text);
		buf_release(&mark);
	}
	xlsx_book_look_release(&look);
	lxw_workbook_free(book);
}

static void same_document_is_the_same_bytes(void **state)
{
	struct buf once = BUF_INIT, again = BUF_INIT;
	struct err err = ERR_INIT;
	struct written w;

	(void)state;
	write_it(&w, printed_mixed);
	assert_int_equal(file_read(w.path, BYTES_MAX, &once, ERR_IO, &err), 0);
	assert_int_equal(xlsx_book_write(&w.doc, w.path, &err), 0);
	assert_int_equal(file_read(w.path, BYTES_MAX, &again, ERR_IO, &err), 0);
	assert_int_equal(once.n, again.n);
	assert_memory_equal(once.p, again.p, once.n);
	buf_release(&once);
	buf_release(&again);
	drop(&w);
}

/* The day of signing, or a fixed one: never the clock. */
static void time_of_the_book_is_the_day_of_signing(void **state)
{
	struct written w;

	(void)state;
	write_it(&w, printed_report);
	assert_non_null(strstr(office_text(&w.parts, "docProps/core.xml"), "2026-01-20T00:00:00Z"));
	drop(&w);
	doc_init(&w.doc);
	open_it(&w);
	assert_non_null(strstr(office_text(&w.parts, "docProps/core.xml"), "1980-01-01T00:00:00Z"));
	drop(&w);
}

static void nothing_is_left_beside_the_book(void **state)
{
	struct err err = ERR_INIT;
	struct written w;
	char **names, *wrong;
	size_t n;

	(void)state;
	write_it(&w, printed_report);
	assert_int_equal(file_list(w.dir, &names, &n, &err), 0);
	assert_int_equal(n, 1);
	file_list_free(names, n);
	wrong = file_join(w.dir, "no/folder.xlsx");
	assert_int_equal(xlsx_book_write(&w.doc, wrong, &err), -1);
	assert_int_equal(err.kind, ERR_IO);
	free(wrong);
	drop(&w);
}

static void text_that_no_cell_can_hold_is_bad_data(void **state)
{
	char *dir = scratch_new(), *path = file_join(dir, "a.xlsx"), *text = mem_alloc(32769);
	struct err err = ERR_INIT;
	struct doc d;
	char **names;
	size_t n;

	(void)state;
	memset(text, 'x', 32768);
	text[32768] = '\0';
	doc_init(&d);
	doc_paragraph(&d, text);
	assert_int_equal(xlsx_book_write(&d, path, &err), -1);
	assert_int_equal(err.kind, ERR_DATA);
	assert_int_equal(file_list(dir, &names, &n, &err), 0);
	assert_int_equal(n, 0);
	file_list_free(names, n);
	doc_release(&d);
	free(text);
	free(path);
	scratch_remove(dir);
}

static void book_that_lacks_a_sheet_is_found(void **state)
{
	struct err err = ERR_INIT;
	struct buf bytes = BUF_INIT;
	struct written w;
	struct str all;

	(void)state;
	write_it(&w, printed_report);
	assert_int_equal(file_read(w.path, BYTES_MAX, &bytes, ERR_IO, &err), 0);
	all = (struct str){ bytes.p, bytes.n };
	assert_int_equal(xlsx_book_check(all, "x", 4, &err), 0);
	assert_int_equal(xlsx_book_check(all, "x", 5, &err), -1);
	assert_int_equal(err.kind, ERR_IO);
	assert_int_equal(xlsx_book_check((struct str){ bytes.p, bytes.n / 2 }, "x", 4, &err), -1);
	buf_release(&bytes);
	drop(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_numbers_and_texts_are_strings),
		cmocka_unit_test(no_cell_is_a_formula),
		cmocka_unit_test(about_comes_first_and_says_all_in_order),
		cmocka_unit_test(a_name_says_which_rows_are_repeated_in_print),
		cmocka_unit_test(sheets_have_names_that_a_sheet_can_have),
		cmocka_unit_test(numbers_look_as_they_are_printed),
		cmocka_unit_test(same_document_is_the_same_bytes),
		cmocka_unit_test(time_of_the_book_is_the_day_of_signing),
		cmocka_unit_test(nothing_is_left_beside_the_book),
		cmocka_unit_test(text_that_no_cell_can_hold_is_bad_data),
		cmocka_unit_test(book_that_lacks_a_sheet_is_found),
	};

	setenv("TZ", "UTC", 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
