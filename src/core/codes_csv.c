#include "core/codes_csv.h"

#include <csv.h>

#include "core/file.h"
#include "core/mem.h"
#include "core/text.h"

enum { CODES_FILE_MAX = 64 * 1024 * 1024, CODES_MAX = 10 * 1000 * 1000 };

static const char *const header[CODE_CELLS] = { "code", "name", "parent", "level",
						"from", "to",	"note" };

struct parse {
	const char *path;
	int line, cell;
	bool has_header, failed;
	struct code_rows *rows;
	struct buf *text;
	struct err *err;
};

static void fail(struct parse *p, const char *what)
{
	if (!p->failed)
		err_set(p->err, ERR_CONFIG, "%s:%d: %s", p->path, p->line, what);
	p->failed = true;
}

static void on_header_cell(struct parse *p, const char *s, size_t n)
{
	if (!str_is((struct str){ s, n }, str_of(header[p->cell])))
		fail(p, "the header must be code,name,parent,level,from,to,note");
}

static void on_cell(void *data, size_t n, void *arg)
{
	struct parse *p = arg;
	const char *s = data ? data : "";

	if (p->failed)
		return;
	if (p->cell == CODE_CELLS) {
		fail(p, "the row has more than 7 cells");
		return;
	}
	if (memchr(s, '\0', n))
		fail(p, "a cell holds a NUL");
	else if (!p->has_header)
		on_header_cell(p, s, n);
	else {
		struct code_row *row = &p->rows->items[p->rows->n];

		row->cells[p->cell] = p->text->p + p->text->n;
		buf_add(p->text, s, n);
		buf_putc(p->text, '\0');
	}
	p->cell++;
}

static void start_row(struct parse *p)
{
	struct code_rows *r = p->rows;

	p->cell = 0;
	r->items = mem_grow(r->items, &r->capacity, r->n + 1, sizeof(*r->items));
}

static void on_row(int terminator, void *arg)
{
	struct parse *p = arg;

	(void)terminator;
	if (p->failed)
		return;
	if (p->cell < CODE_CELLS)
		fail(p, "the row has fewer than 7 cells");
	else if (p->rows->n == CODES_MAX)
		fail(p, "the list has more than 10,000,000 rows");
	else if (p->has_header)
		p->rows->items[p->rows->n++].line = p->line;
	p->has_header = true;
	start_row(p);
}

/* libcsv would trim blanks from cells; none counts as a blank here. */
static int is_no_blank(unsigned char c)
{
	(void)c;
	return 0;
}

/* Line by line, so that a callback knows where it is. */
static void parse_lines(struct parse *p, struct csv_parser *csv, const char *s, size_t n)
{
	const char *end = s + n, *eol;

	for (p->line = 1; s < end && !p->failed; s = eol, p->line++) {
		eol = memchr(s, '\n', (size_t)(end - s));
		eol = eol ? eol + 1 : end;
		if (csv_parse(csv, s, (size_t)(eol - s), on_cell, on_row, p) != (size_t)(eol - s))
			fail(p, "a quote stands where none may be");
	}
	if (p->line > 1)
		p->line--;
	if (!p->failed && csv_fini(csv, on_cell, on_row, p) != 0)
		fail(p, "the last quoted cell does not end");
}

static int check_text(struct parse *p, const struct buf *raw)
{
	p->line = 1;
	if (raw->n >= 3 && memcmp(raw->p, "\xEF\xBB\xBF", 3) == 0)
		fail(p, "the file begins with a byte order mark");
	else if (!utf8_is_valid(raw->p, raw->n))
		fail(p, "the text is not UTF-8");
	return p->failed ? -1 : 0;
}

static int parse_text(struct parse *p, const struct buf *raw)
{
	struct csv_parser csv;

	if (check_text(p, raw) < 0)
		return -1;
	/* Cells and their ends take no more room than the file, so that the views stay. */
	buf_reserve(p->text, raw->n + CODE_CELLS + 1);
	start_row(p);
	csv_init(&csv, CSV_STRICT | CSV_STRICT_FINI);
	csv_set_space_func(&csv, is_no_blank);
	parse_lines(p, &csv, raw->p, raw->n);
	csv_free(&csv);
	if (!p->failed && !p->has_header)
		fail(p, "the file is empty");
	return p->failed ? -1 : 0;
}

int codes_csv_read(const char *path, struct code_rows *rows, struct buf *text, struct err *err)
{
	struct parse p = { .path = path, .rows = rows, .text = text, .err = err };
	struct buf raw = BUF_INIT;
	int ret = -1;

	if (file_read(path, CODES_FILE_MAX, &raw, ERR_CONFIG, err) == 0)
		ret = parse_text(&p, &raw);
	else
		err->kind = err->kind == ERR_DATA ? ERR_CONFIG : err->kind;
	buf_release(&raw);
	return ret;
}
