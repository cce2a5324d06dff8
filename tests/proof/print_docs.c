/*
 * print_docs FOLDER: the two documents of tests/unit/printed_doc.h as DOCX and XLSX, and beside
 * them what each cell of their tables must say: NAME.tsv with table, row, column,
 * rowspan, colspan, head rows, mark and text, line breaks as \n.
 */
#include <stdio.h>

#include "../unit/printed_doc.h"
#include "core/file.h"
#include "report/paper/printable.h"
#include "report/paper/write.h"

static void put_cells(struct buf *b, const struct doc_table *t, int number)
{
	size_t i;

	for (i = 0; i < t->ncells; i++) {
		const struct doc_cell *c = &t->cells[i];
		struct buf text = BUF_INIT;
		const char *p;

		buf_printf(b, "%d\t%d\t%d\t%d\t%d\t%d\t%s\t", number, c->row, c->column, c->rowspan,
			   c->colspan, t->nhead, c->mark ? c->mark : "");
		printable_put(&text, c->text, true);
		for (p = text.p; *p; p++)
			buf_puts(b, *p == '\n' ? "\\n" : (char[]){ *p, '\0' });
		buf_putc(b, '\n');
		buf_release(&text);
	}
}

static int save(const char *folder, const char *name, struct str text, struct err *err)
{
	char *path = file_join(folder, name);
	int ret = file_save(path, 0644, text, err);

	free(path);
	return ret;
}

static int print_one(const char *folder, const char *name,
		     int (*make)(struct doc *d, struct err *err), struct err *err)
{
	struct buf path = BUF_INIT, cells = BUF_INIT;
	struct doc d;
	int ret = -1, number = 0;
	size_t i;

	if (make(&d, err) < 0)
		return -1;
	for (i = 0; i < d.nblocks; i++)
		if (d.blocks[i].kind == DOC_TABLE && d.blocks[i].table.nrows)
			put_cells(&cells, &d.blocks[i].table, number++);
	buf_printf(&path, "%s/%s.docx", folder, name);
	if (docx_write(&d, path.p, err) < 0)
		goto out;
	buf_clear(&path);
	buf_printf(&path, "%s/%s.xlsx", folder, name);
	if (xlsx_book_write(&d, path.p, err) < 0)
		goto out;
	buf_clear(&path);
	buf_printf(&path, "%s.tsv", name);
	ret = save(folder, path.p, (struct str){ cells.p, cells.n }, err);
out:
	buf_release(&path);
	buf_release(&cells);
	doc_release(&d);
	return ret;
}

int main(int argc, char **argv)
{
	struct err err = ERR_INIT;

	setenv("TZ", "UTC", 1);
	if (argc != 2)
		return 64;
	if (print_one(argv[1], "report", printed_report, &err) < 0 ||
	    print_one(argv[1], "mixed", printed_mixed, &err) < 0) {
		fprintf(stderr, "%s\n", err.msg);
		return err.kind;
	}
	return 0;
}
