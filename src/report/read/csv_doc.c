/* CSV as people save it, by libcsv: commas, or tabs where the first line has no comma. */
#include <csv.h>
#include <stdlib.h>

#include "report/read/page_flow.h"
#include "report/read/plain_text.h"
#include "report/read/read.h"

struct csv_in {
	struct page_flow flow;
	struct err *err;
	bool failed, in_row;
	int last; /* the last line end */
};

static void take_cell(void *p, size_t n, void *arg)
{
	struct csv_in *in = arg;
	struct page_flow *f = &in->flow;

	if (in->failed)
		return;
	in->failed = !f->table && flow_table_begin(f, in->err) < 0;
	if (!in->failed && !in->in_row)
		flow_row(f, false);
	in->in_row = true;
	/* libcsv ends each cell with a NUL, by CSV_APPEND_NULL. */
	if (in->failed || flow_cell_begin(f, 1, 1, false, in->err) < 0 ||
	    (n && flow_text(f, p, 0, in->err) < 0)) {
		in->failed = true;
		return;
	}
	flow_cell_end(f);
}

/* Takes the open row back when all of its cells are empty. */
static bool drop_blank_row(struct flow_table *t)
{
	size_t i = t->ncells;

	while (i > 0 && t->cells[i - 1].row == t->row)
		if (t->cells[--i].text[0])
			return false;
	while (t->ncells > i)
		free(t->cells[--t->ncells].text);
	t->row--;
	return true;
}

/* A row of empty cells, as spreadsheets save an empty row, ends a table like an empty line. */
static void take_row(int c, void *arg)
{
	struct csv_in *in = arg;

	/* The second half of CRLF ends nothing. */
	if (c == '\n' && in->last == '\r' && !in->in_row) {
		in->last = c;
		return;
	}
	in->last = c;
	if (!in->failed && in->flow.table && (!in->in_row || drop_blank_row(in->flow.table)))
		in->failed = flow_table_end(&in->flow, in->err) < 0;
	in->in_row = false;
}

static unsigned char delimiter(const struct buf *text)
{
	size_t line = strcspn(text->p, "\r\n");

	if (memchr(text->p, ',', line) || !memchr(text->p, '\t', line))
		return ',';
	return '\t';
}

static int parse(struct csv_in *in, const struct buf *text)
{
	struct csv_parser parser;
	int ret = 0;

	if (csv_init(&parser, CSV_APPEND_NULL | CSV_REPALL_NL) != 0)
		return err_set(in->err, ERR_BUG, "libcsv does not start");
	csv_set_delim(&parser, delimiter(text));
	if (csv_parse(&parser, text->p, text->n, take_cell, take_row, in) != text->n ||
	    csv_fini(&parser, take_cell, take_row, in) != 0)
		ret = err_set(in->err, ERR_DATA, "%s: cannot be read as CSV: %s", in->flow.name,
			      csv_strerror(csv_error(&parser)));
	csv_free(&parser);
	if (in->failed)
		return -1;
	return ret == 0 && in->flow.table ? flow_table_end(&in->flow, in->err) : ret;
}

int csv_doc_read(struct str bytes, const char *name, struct doc *d, struct err *err)
{
	struct csv_in in = { .err = err };
	struct buf text = BUF_INIT;
	int ret;

	flow_init(&in.flow, d, name);
	ret = plain_text(bytes, name, &text, err);
	if (ret == 0)
		ret = parse(&in, &text);
	flow_release(&in.flow);
	buf_release(&text);
	return ret;
}
