#include "core/table.h"

#include "core/csv.h"
#include "core/file.h"
#include "core/mem.h"
#include "core/text.h"

enum { ROWS_SHOWN = 200, WIDEST = 80 };

/* A cell made safe for a terminal: a piece of the table's text. */
struct cell {
	size_t at, n;
	int width;
};

struct table_writer {
	struct writer writer;
	int fd;
	int64_t max_rows;
	struct buf text;    /* of all cells */
	struct cell *cells; /* row after row; the first row is the header */
	size_t ncells, capacity;
	struct buf scratch;
};

/*
 * What could drive a terminal or show text in another order than it has:
 * controls (C0, DEL, C1), line separators, bidirectional marks, embeddings,
 * overrides and isolates.
 */
static bool is_hostile(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x61c || c == 0x200e || c == 0x200f ||
	       (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static int put_escaped(struct buf *b, uint32_t c)
{
	size_t before = b->n;

	if (c == '\n')
		buf_puts(b, "\\n");
	else if (c == '\r')
		buf_puts(b, "\\r");
	else if (c == '\t')
		buf_puts(b, "\\t");
	else
		buf_printf(b, c < 0x100 ? "\\x%02x" : "\\u%04x", (unsigned)c);
	return (int)(b->n - before);
}

/* Adds s to the text, escaped and cut; the cell that it has become. */
static struct cell put_cell(struct buf *b, struct str s)
{
	struct cell cell = { b->n, 0, 0 };
	const char *p = s.p, *end = s.p + s.n;
	uint32_t c;

	while (p < end) {
		c = utf8_next(&p);
		if (cell.width >= WIDEST) {
			utf8_put(b, 0x2026);
			cell.width++;
			break;
		}
		if (is_hostile(c)) {
			cell.width += put_escaped(b, c);
		} else {
			utf8_put(b, c);
			cell.width += utf8_width(c);
		}
	}
	cell.n = b->n - cell.at;
	return cell;
}

static void table_add(struct table_writer *w, struct str s)
{
	w->cells = mem_grow(w->cells, &w->capacity, w->ncells + 1, sizeof(*w->cells));
	w->cells[w->ncells++] = put_cell(&w->text, s);
}

static int table_write(struct writer *writer, const struct batch *batch, struct err *err)
{
	struct table_writer *w = (struct table_writer *)writer;
	int64_t row, room = w->max_rows - writer->rows;
	size_t i;

	(void)err;
	for (row = 0; row < batch->nrows && row < room; row++)
		for (i = 0; i < batch->ncolumns; i++) {
			buf_clear(&w->scratch);
			cell_put_text(&w->scratch, &writer->schema.fields[i], &batch->columns[i],
				      row);
			table_add(w, (struct str){ w->scratch.p, w->scratch.n });
		}
	return 0;
}

static bool is_number(enum field_type type)
{
	return type == FIELD_INT64 || type == FIELD_DECIMAL || type == FIELD_FLOAT64;
}

static void put_repeated(struct buf *b, char c, int n)
{
	while (n-- > 0)
		buf_putc(b, c);
}

/* One cell of a line; the last cell of a line gets no blanks behind it. */
static void put_aligned(struct buf *line, const char *text, struct cell cell, int width, bool right,
			bool last)
{
	if (right)
		put_repeated(line, ' ', width - cell.width);
	buf_add(line, text + cell.at, cell.n);
	if (!right && !last)
		put_repeated(line, ' ', width - cell.width);
	if (!last)
		buf_puts(line, "  ");
}

static void trim_blanks(struct buf *b)
{
	while (b->n > 0 && b->p[b->n - 1] == ' ')
		b->n--;
}

static void put_rule(struct buf *line, const int *widths, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		put_repeated(line, '-', widths[i]);
		buf_puts(line, i + 1 < n ? "  " : "\n");
	}
}

static void put_lines(const struct table_writer *w, const int *widths, struct buf *to)
{
	const struct schema *s = &w->writer.schema;
	size_t i, column, n = s->nfields;
	struct buf line = BUF_INIT;

	for (i = 0; i < w->ncells; i++) {
		column = i % n;
		put_aligned(&line, w->text.p, w->cells[i], widths[column],
			    is_number(s->fields[column].type), column == n - 1);
		if (column < n - 1)
			continue;
		trim_blanks(&line);
		buf_add(to, line.p, line.n);
		buf_putc(to, '\n');
		buf_clear(&line);
		if (i == n - 1)
			put_rule(to, widths, n);
	}
	buf_release(&line);
}

static int table_finish(struct writer *writer, struct err *err)
{
	struct table_writer *w = (struct table_writer *)writer;
	size_t i, n = writer->schema.nfields;
	int *widths = mem_zalloc(n + 1, sizeof(*widths));
	struct buf to = BUF_INIT;
	int ret;

	for (i = 0; i < w->ncells; i++)
		if (w->cells[i].width > widths[i % n])
			widths[i % n] = w->cells[i].width;
	put_lines(w, widths, &to);
	if (writer->rows > w->max_rows)
		buf_printf(&to, "(%lld more rows)\n", (long long)(writer->rows - w->max_rows));
	ret = file_write_all(w->fd, writer->name, to.p, to.n, err);
	buf_release(&to);
	free(widths);
	return ret;
}

static void table_close(struct writer *writer)
{
	struct table_writer *w = (struct table_writer *)writer;

	schema_release(&writer->schema);
	buf_release(&w->text);
	buf_release(&w->scratch);
	free(w->cells);
	free(w);
}

static const struct writer_class table_class = { table_write, table_finish, table_close };

int table_writer_open(int fd, const char *name, const struct schema *schema, int64_t max_rows,
		      struct writer **out, struct err *err)
{
	struct table_writer *w;
	size_t i;

	if (schema->nfields == 0)
		return err_set(err, ERR_DATA, "%s: a table needs at least one column", name);
	w = mem_zalloc(1, sizeof(*w));
	w->writer.class = &table_class;
	w->writer.name = name;
	schema_copy(&w->writer.schema, schema);
	w->fd = fd;
	w->max_rows = max_rows ? max_rows : ROWS_SHOWN;
	w->text = (struct buf)BUF_INIT;
	w->scratch = (struct buf)BUF_INIT;
	for (i = 0; i < schema->nfields; i++)
		table_add(w, str_of(schema->fields[i].name));
	*out = &w->writer;
	return 0;
}
