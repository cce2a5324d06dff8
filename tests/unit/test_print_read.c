#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "printed_doc.h"
#include "report/read/read.h"
#include "report/paper/write.h"
#include "scratch.h"

typedef int print_fn(const struct doc *d, const char *path, struct err *err);

struct both {
	char *dir, *path;
	struct doc written, read;
};

static void print_and_read(struct both *b, print_fn *print, const char *name)
{
	struct err err = ERR_INIT;

	b->dir = scratch_new();
	b->path = file_join(b->dir, name);
	doc_init(&b->read);
	if (printed_report(&b->written, &err) < 0 || print(&b->written, b->path, &err) < 0 ||
	    doc_read(b->path, &b->read, &err) < 0)
		fail_msg("%s", err.msg);
}

static void drop(struct both *b)
{
	doc_release(&b->written);
	doc_release(&b->read);
	scratch_remove(b->dir);
	free(b->path);
}

static struct doc_table *table_of(struct doc *d, int n)
{
	size_t i;

	for (i = 0; i < d->nblocks; i++)
		if (d->blocks[i].kind == DOC_TABLE && n-- == 0)
			return &d->blocks[i].table;
	return NULL;
}

static void assert_same_table(const struct doc_table *a, const struct doc_table *b)
{
	size_t i;

	assert_non_null(b);
	assert_int_equal(a->nrows, b->nrows);
	assert_int_equal(a->ncolumns, b->ncolumns);
	assert_int_equal(a->ncells, b->ncells);
	for (i = 0; i < a->ncells; i++) {
		assert_int_equal(a->cells[i].row, b->cells[i].row);
		assert_int_equal(a->cells[i].column, b->cells[i].column);
		assert_int_equal(a->cells[i].rowspan, b->cells[i].rowspan);
		assert_int_equal(a->cells[i].colspan, b->cells[i].colspan);
		assert_string_equal(a->cells[i].text, b->cells[i].text);
	}
}

static void assert_same_tables(struct both *b)
{
	int i;

	for (i = 0; i < 3; i++)
		assert_same_table(table_of(&b->written, i), table_of(&b->read, i));
	assert_null(table_of(&b->read, 3));
}

/* Where a title is broken is a matter of the page. */
static void assert_same_title(const struct both *b)
{
	struct buf title = BUF_INIT;
	const char *p;

	for (p = b->read.title; *p; p++)
		if (*p != '\n')
			buf_putc(&title, *p);
	assert_string_equal(title.p, b->written.title);
	buf_release(&title);
}

static void assert_same_blocks(const struct both *b)
{
	size_t i;

	assert_int_equal(b->written.nblocks, b->read.nblocks);
	for (i = 0; i < b->written.nblocks; i++) {
		const struct doc_block *w = &b->written.blocks[i], *r = &b->read.blocks[i];

		assert_int_equal(w->kind, r->kind);
		assert_int_equal(w->level, r->level);
		if (w->kind != DOC_TABLE)
			assert_string_equal(w->text, r->text);
	}
}

static void assert_reads_back(print_fn *print, const char *name)
{
	struct both b;

	print_and_read(&b, print, name);
	assert_same_tables(&b);
	assert_same_title(&b);
	assert_string_equal(b.read.issuer, b.written.issuer);
	assert_string_equal(b.read.date, b.written.date);
	assert_string_equal(b.read.form, b.written.form);
	assert_same_blocks(&b);
	drop(&b);
}

static void docx_reads_back_the_same(void **state)
{
	(void)state;
	assert_reads_back(docx_write, "a.docx");
}

static void xlsx_reads_back_the_same(void **state)
{
	(void)state;
	assert_reads_back(xlsx_book_write, "a.xlsx");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(docx_reads_back_the_same),
		cmocka_unit_test(xlsx_reads_back_the_same),
	};

	setenv("TZ", "UTC", 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
