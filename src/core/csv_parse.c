#include "core/csv_parse.h"

#include <csv.h>

#include "core/cell_read.h"
#include "core/mem.h"
#include "core/text.h"

/* libcsv's own 128 makes a long cell slow: it grows by this much each time. */
enum { CELL_STEP = 16 * 1024 };

struct csv_parse {
	struct csv_parser parser;
	const char *name;
	struct csv_rows *rows;
	size_t max_cell;
	long long line;		/* where the row begins */
	long long quoted_lines; /* line feeds within the row's cells so far */
	size_t ncells;
	bool has_header, after_cr, failed;
	struct err *err; /* of the call that is running */
};

/* RFC 4180: spaces are part of a field. */
static int no_space(unsigned char c)
{
	(void)c;
	return 0;
}

struct csv_parse *csv_parse_new(const char *name, struct csv_rows *rows, size_t max_cell)
{
	struct csv_parse *c = mem_zalloc(1, sizeof(*c));

	csv_init(&c->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL | CSV_EMPTY_IS_NULL);
	csv_set_space_func(&c->parser, no_space);
	csv_set_blk_size(&c->parser, CELL_STEP);
	c->name = name;
	c->rows = rows;
	c->max_cell = max_cell;
	c->line = 1;
	return c;
}

void csv_parse_free(struct csv_parse *c)
{
	if (!c)
		return;
	csv_free(&c->parser);
	free(c);
}

static const struct schema *schema_of(const struct csv_parse *c)
{
	return c->rows->schema;
}

int csv_parse_fault(const struct csv_parse *c, size_t column, const char *what, struct err *err)
{
	const struct schema *s = schema_of(c);

	if (column >= s->nfields)
		return err_set(err, ERR_DATA, "%s:%lld: a cell behind the last column %s", c->name,
			       c->line, what);
	return err_set(err, ERR_DATA, "%s:%lld: column '%s' %s", c->name, c->line,
		       s->fields[column].name, what);
}

/* In the header, names stand for columns only once they are known to agree. */
static int csv_fault(struct csv_parse *c, const char *what)
{
	c->failed = true;
	if (c->has_header)
		return csv_parse_fault(c, c->ncells, what, c->err);
	return err_set(c->err, ERR_DATA, "%s:%lld: header cell %zu %s", c->name, c->line,
		       c->ncells + 1, what);
}

/* Names what stands there only when it is a column's name: without a header it
 * would be a person's data. */
static void read_header_cell(struct csv_parse *c, struct str s)
{
	const struct schema *schema = schema_of(c);
	const char *want;
	size_t i;

	if (c->ncells >= schema->nfields)
		return;
	want = schema->fields[c->ncells].name;
	if (str_is(s, str_of(want)))
		return;
	c->failed = true;
	for (i = 0; i < schema->nfields; i++)
		if (str_is(s, str_of(schema->fields[i].name)))
			break;
	if (i < schema->nfields)
		err_set(c->err, ERR_DATA, "%s:%lld: header cell %zu is '%s', the schema has '%s'",
			c->name, c->line, c->ncells + 1, schema->fields[i].name, want);
	else
		err_set(c->err, ERR_DATA, "%s:%lld: header cell %zu is not '%s'", c->name, c->line,
			c->ncells + 1, want);
}

static void read_cell(struct csv_parse *c, const char *p, size_t n)
{
	const struct field *f = &schema_of(c)->fields[c->ncells];
	struct builder *b = &c->rows->builder.columns[c->ncells];
	const char *what;

	if (p && (f->type == FIELD_UTF8 || f->type == FIELD_DICT) && !utf8_is_valid(p, n))
		what = "is not UTF-8";
	else
		what = cell_read(b, f, p, n);
	if (what)
		csv_fault(c, what);
	else if (f->type == FIELD_UTF8)
		c->rows->text_bytes += n;
}

static void count_quoted_lines(struct csv_parse *c, const char *p, size_t n)
{
	const char *end = p + n;

	while (p < end && (p = memchr(p, '\n', (size_t)(end - p)))) {
		c->quoted_lines++;
		p++;
	}
}

static bool lone_cr(struct csv_parse *c)
{
	if (!c->after_cr)
		return false;
	c->failed = true;
	err_set(c->err, ERR_DATA, "%s:%lld: a carriage return without line feed ends the row",
		c->name, c->line);
	return true;
}

static void on_cell(void *p, size_t n, void *arg)
{
	struct csv_parse *c = arg;

	if (c->failed || lone_cr(c))
		return;
	if (n > c->max_cell) {
		csv_fault(c, "holds a cell longer than the limit");
		return;
	}
	if (!c->has_header)
		read_header_cell(c, (struct str){ p ? p : "", n });
	else if (c->ncells < schema_of(c)->nfields)
		read_cell(c, p, n);
	if (p)
		count_quoted_lines(c, p, n);
	c->ncells++;
}

static void end_row(struct csv_parse *c)
{
	size_t want = schema_of(c)->nfields;

	if (c->ncells == 0)
		on_cell(NULL, 0, c);
	if (c->failed)
		return;
	if (c->ncells != want) {
		c->failed = true;
		err_set(c->err, ERR_DATA, "%s:%lld: the %s has %zu cells, the %s %zu", c->name,
			c->line, c->has_header ? "row" : "header", c->ncells,
			c->has_header ? "header" : "schema", want);
		return;
	}
	if (c->has_header)
		c->rows->nrows++;
	c->has_header = true;
	c->ncells = 0;
}

static void on_row(int end, void *arg)
{
	struct csv_parse *c = arg;

	if (c->failed)
		return;
	if (end == '\n' && c->after_cr) {
		c->after_cr = false;
	} else {
		if (lone_cr(c))
			return;
		end_row(c);
		c->after_cr = end == '\r';
	}
	if (end == '\n') {
		c->line += 1 + c->quoted_lines;
		c->quoted_lines = 0;
	}
}

static int csv_failure(struct csv_parse *c)
{
	if (csv_error(&c->parser) != CSV_EPARSE)
		return err_set(c->err, ERR_IO, "%s:%lld: %s", c->name, c->line,
			       csv_strerror(csv_error(&c->parser)));
	return csv_fault(c, "holds a quote in a place where none may be");
}

int csv_parse_put(struct csv_parse *c, const char *p, size_t n, struct err *err)
{
	size_t done;

	c->err = err;
	done = csv_parse(&c->parser, p, n, on_cell, on_row, c);
	if (c->failed)
		return -1;
	if (done < n)
		return csv_failure(c);
	/* One more for a closing quote that the next byte may turn into text. */
	if (c->parser.entry_pos > c->max_cell + 1)
		return csv_fault(c, "holds a cell longer than the limit");
	return 0;
}

int csv_parse_end(struct csv_parse *c, struct err *err)
{
	c->err = err;
	if (csv_fini(&c->parser, on_cell, on_row, c) != 0)
		return csv_fault(c, "begins a quoted cell that does not end");
	if (c->failed || lone_cr(c))
		return -1;
	if (!c->has_header)
		return err_set(err, ERR_DATA, "%s: no header row", c->name);
	return 0;
}

bool csv_parse_has_header(const struct csv_parse *c)
{
	return c->has_header;
}

/* With CSV_REPALL_NL libcsv waits for a row exactly when no cell was begun. */
bool csv_parse_is_between_rows(const struct csv_parse *c)
{
	return c->parser.pstate == 0 && !c->after_cr;
}

long long *csv_parse_line(struct csv_parse *c)
{
	return &c->line;
}
