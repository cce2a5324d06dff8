#include <stdlib.h>

#include "core/date.h"
#include "core/file.h"
#include "core/mem.h"
#include "report/paper/charts_table.h"
#include "report/paper/docx_write_parts.h"
#include "report/paper/table_widths.h"
#include "report/paper/write.h"
#include "report/paper/xlsx_book_check.h"
#include "report/paper/xlsx_book_sheet.h"

enum { KEY_WIDTH = 14, VALUE_WIDTH = 90, BOOK_MOST = 1 << 30 };

/* 1 January 1980 in UTC: when a doc without a date was made. The library takes 0 for now. */
enum { NO_DATE = 315532800 };

/* The library reads its properties only; its strings are not const. */
static char *unconst(const char *s)
{
	union {
		const char *in;
		char *out;
	} u = { s };

	return u.out;
}

/* The day of signing is the only time that the book knows. */
static void set_properties(struct xlsx_book *x)
{
	struct buf title = BUF_INIT, issuer = BUF_INIT;
	lxw_doc_properties p = { .created = NO_DATE };
	int32_t days;

	if (date_parse(str_of(x->doc->date), "YYYY-MM-DD", &days) && days > 0)
		p.created = (time_t)days * 86400;
	p.title = unconst(xlsx_book_text(x->doc->title, &title));
	p.author = unconst(xlsx_book_text(x->doc->issuer, &issuer));
	workbook_set_properties(x->book, &p);
	buf_release(&title);
	buf_release(&issuer);
}

/* 说明 ----------------------------------------------------------------------- */

struct about {
	struct xlsx_book *book;
	lxw_worksheet *sheet;
	int row;
};

static int put_about(struct about *a, const char *key, const char *value, struct err *err)
{
	struct xlsx_book *x = a->book;

	if (!*value)
		return 0;
	if (xlsx_book_put(x, a->sheet, a->row, 0, key, x->look.key, err) < 0 ||
	    xlsx_book_put(x, a->sheet, a->row, 1, value, x->look.value, err) < 0)
		return -1;
	xlsx_book_height(a->sheet, a->row++, text_lines(value, VALUE_WIDTH - 1));
	return 0;
}

static int put_block(struct about *a, const struct doc_block *b, struct err *err)
{
	static const char *const levels[] = { "一级标题", "二级标题", "三级标题" };

	switch (b->kind) {
	case DOC_HEADING:
		return put_about(a, levels[b->level < 2 ? 0 : b->level > 2 ? 2 : 1], b->text, err);
	case DOC_PARAGRAPH:
		return put_about(a, "正文", b->text, err);
	case DOC_TABLE:
		return put_about(a, "表", *b->table.id ? b->table.id : b->table.title, err);
	case DOC_CHARTS:
		return put_about(a, "图", b->charts.title, err);
	case DOC_PAGE_BREAK:
		return 0;
	}
	return err_set(err, ERR_BUG, "%s: a block of no kind", a->book->path);
}

static int put_about_sheet(struct xlsx_book *x, struct err *err)
{
	const struct doc *d = x->doc;
	struct about a = { .book = x };
	size_t i;

	a.sheet = xlsx_book_add(x, "说明", false, err);
	if (!a.sheet)
		return -1;
	worksheet_set_column(a.sheet, 0, 0, KEY_WIDTH, NULL);
	worksheet_set_column(a.sheet, 1, 1, VALUE_WIDTH, NULL);
	worksheet_repeat_rows(a.sheet, 0, 0);
	if (xlsx_book_put(x, a.sheet, 0, 0, "项目", x->look.head, err) < 0 ||
	    xlsx_book_put(x, a.sheet, a.row++, 1, "内容", x->look.head, err) < 0 ||
	    put_about(&a, "标题", d->title, err) < 0 ||
	    put_about(&a, "发文机关", d->issuer, err) < 0 ||
	    put_about(&a, "成文日期", d->date, err) < 0 ||
	    put_about(&a, "表式文号", d->form, err) < 0 ||
	    put_about(&a, "标记", docx_marks(d), err) < 0)
		return -1;
	for (i = 0; i < d->nblocks; i++)
		if (put_block(&a, &d->blocks[i], err) < 0)
			return -1;
	return 0;
}

/* The book ------------------------------------------------------------------- */

static int put_charts(struct xlsx_book *x, const struct doc_charts *c, struct err *err)
{
	struct doc beside;
	struct doc_table *t;
	int ret;

	doc_init(&beside);
	t = charts_table(c, &beside);
	free(t->id);
	t->id = mem_strdup("图");
	ret = xlsx_book_table(x, t, err);
	doc_release(&beside);
	return ret;
}

static int put_all(struct xlsx_book *x, struct err *err)
{
	size_t i;

	set_properties(x);
	if (put_about_sheet(x, err) < 0)
		return -1;
	for (i = 0; i < x->doc->nblocks; i++) {
		const struct doc_block *b = &x->doc->blocks[i];

		if (b->kind == DOC_TABLE && xlsx_book_table(x, &b->table, err) < 0)
			return -1;
		if (b->kind == DOC_CHARTS && put_charts(x, &b->charts, err) < 0)
			return -1;
	}
	return 0;
}

/* The library's own file and what it keeps beside it, in the folder of path. */
static int make_book(struct xlsx_book *x, const char *temp, struct err *err)
{
	const char *slash = strrchr(temp, '/');
	char *folder = slash ? mem_strndup(temp, (size_t)(slash - temp) + 1) : mem_strdup("./");
	lxw_workbook_options options = { .tmpdir = folder };
	lxw_error error;
	int ret = -1;

	x->book = workbook_new_opt(temp, &options);
	if (!x->book) {
		err_set(err, ERR_IO, "%s: cannot create", x->path);
		goto out;
	}
	xlsx_book_look_make(&x->look, x->book);
	if (put_all(x, err) < 0) {
		lxw_workbook_free(x->book);
		goto out;
	}
	error = workbook_close(x->book);
	ret = error ? err_set(err, ERR_IO, "%s: cannot write: %s", x->path, lxw_strerror(error))
		    : 0;
out:
	free(folder);
	return ret;
}

static void release(struct xlsx_book *x)
{
	size_t i;

	for (i = 0; i < x->nnames; i++)
		free(x->names[i]);
	free(x->names);
	xlsx_book_look_release(&x->look);
	buf_release(&x->text);
}

/* The library's file is another one than ours: what it wrote is looked at first. */
static int make_bytes(struct xlsx_book *x, struct buf *bytes, struct err *err)
{
	struct buf beside = BUF_INIT;
	struct err ignored;
	char *temp;
	int ret;

	buf_printf(&beside, "%s.book", x->path);
	temp = file_temp_name(beside.p);
	ret = make_book(x, temp, err);
	if (ret == 0)
		ret = file_read(temp, BOOK_MOST, bytes, ERR_IO, err);
	file_remove(temp, &ignored);
	buf_release(&beside);
	free(temp);
	return ret;
}

int xlsx_book_write(const struct doc *d, const char *path, struct err *err)
{
	struct xlsx_book x = { .doc = d, .path = path, .text = BUF_INIT };
	struct file f = FILE_INIT;
	struct buf bytes = BUF_INIT;
	int ret = -1;

	/* First, because the library says on stderr what it cannot create. */
	if (file_create(&f, path, 0644, err) < 0 || make_bytes(&x, &bytes, err) < 0 ||
	    xlsx_book_check((struct str){ bytes.p, bytes.n }, path, x.nnames, err) < 0 ||
	    file_write(&f, bytes.p, bytes.n, err) < 0)
		goto out;
	ret = file_commit(&f, err);
out:
	file_abort(&f);
	release(&x);
	buf_release(&bytes);
	return ret;
}
