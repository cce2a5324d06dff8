#include "report/read/xlsx_sheet.h"

#include <ctype.h>
#include <stdlib.h>

#include "core/mem.h"
#include "report/read/read.h"

enum { ROWS_MAX = 1048576, COLUMNS_MAX = 16384, MERGES_MAX = 65536, MERGE_STEPS = 1 << 26 };

void xlsx_sheet_release(struct xlsx_sheet *s)
{
	size_t i;

	for (i = 0; i < s->ncells; i++)
		free(s->cells[i].text);
	free(s->cells);
	free(s->merges);
	s->cells = NULL;
	s->merges = NULL;
	s->ncells = s->nmerges = 0;
}

/* B7 as row 6, column 1; *p is behind it. */
static bool read_place(const char **p, int *row, int *column)
{
	long r = 0, c = 0;

	while (**p == '$')
		(*p)++;
	for (; isalpha((unsigned char)**p) && c <= COLUMNS_MAX; (*p)++)
		c = c * 26 + toupper((unsigned char)**p) - 'A' + 1;
	while (**p == '$')
		(*p)++;
	for (; isdigit((unsigned char)**p) && r <= ROWS_MAX; (*p)++)
		r = r * 10 + **p - '0';
	*row = (int)r - 1;
	*column = (int)c - 1;
	return r >= 1 && r <= ROWS_MAX && c >= 1 && c <= COLUMNS_MAX;
}

static int fault(const struct xml_pull *x, const char *what, struct err *err)
{
	return err_set(err, ERR_DATA, "%s: %s: %s", x->file, x->part, what);
}

static int read_merge(struct xml_pull *x, struct xlsx_sheet *s, struct err *err)
{
	const char *p = xml_pull_attribute(x, "ref");
	struct sheet_merge m;

	if (!p || !read_place(&p, &m.row, &m.column))
		return fault(x, "a merged cell that is nowhere", err);
	m.last_row = m.row;
	m.last_column = m.column;
	if (*p == ':' && (p++, !read_place(&p, &m.last_row, &m.last_column)))
		return fault(x, "a merged cell that is nowhere", err);
	if (*p || m.last_row < m.row || m.last_column < m.column)
		return fault(x, "a merged cell that is nowhere", err);
	if (s->nmerges == MERGES_MAX)
		return fault(x, "more than 65536 merged cells", err);
	s->merges = mem_grow(s->merges, &s->merges_room, s->nmerges + 1, sizeof(*s->merges));
	s->merges[s->nmerges++] = m;
	return 0;
}

/* Cells ----------------------------------------------------------------------- */

struct cell_parts {
	char type[12];
	long format;
	struct buf value, formula, string;
};

static int read_text(struct xml_pull *x, struct buf *to, struct err *err)
{
	int ret, depth = x->depth;

	while ((ret = xml_pull_inside(x, depth, err)) > 0)
		if (x->kind == XML_PULL_TEXT)
			buf_puts(to, x->text);
	return ret;
}

static int read_parts(struct xml_pull *x, struct cell_parts *c, struct err *err)
{
	int ret, depth = x->depth;

	while ((ret = xml_pull_inside(x, depth, err)) > 0) {
		if (x->kind != XML_PULL_START)
			continue;
		if (xml_pull_is(x, "v"))
			ret = read_text(x, &c->value, err);
		else if (xml_pull_is(x, "f"))
			ret = read_text(x, &c->formula, err);
		else if (xml_pull_is(x, "is"))
			ret = xlsx_string(x, &c->string, err);
		else
			ret = xml_pull_skip(x, err);
		if (ret < 0)
			return -1;
	}
	return ret;
}

static int take_shared(struct xml_pull *x, const struct xlsx_sheet *s, const char *index,
		       struct buf *to, struct err *err)
{
	char *end;
	unsigned long i = strtoul(index, &end, 10);

	if (end == index || *end || i >= s->strings->n)
		return fault(x, "points to a shared string that is not there", err);
	buf_puts(to, s->strings->items[i]);
	return 0;
}

/* What Excel shows. A formula that nobody computed is no blank. */
static int cell_text(struct xml_pull *x, const struct xlsx_sheet *s, const struct cell_parts *c,
		     struct buf *to, struct err *err)
{
	bool percent = c->format >= 0 && (size_t)c->format < s->strings->nformats &&
		       s->strings->percents[c->format];

	if (strcmp(c->type, "inlineStr") == 0)
		buf_puts(to, c->string.p);
	else if (c->value.n == 0 && c->formula.n)
		buf_printf(to, "=%s", c->formula.p);
	else if (strcmp(c->type, "s") == 0 && c->value.n)
		return take_shared(x, s, c->value.p, to, err);
	else if (strcmp(c->type, "b") == 0 && c->value.n)
		buf_puts(to, strcmp(c->value.p, "1") == 0 ? "TRUE" : "FALSE");
	else if (strcmp(c->type, "str") == 0)
		xlsx_unescape(c->value.p, to);
	else if ((c->type[0] && strcmp(c->type, "n") != 0) || !xlsx_number(c->value.p, percent, to))
		buf_puts(to, c->value.p);
	return 0;
}

static int put_cell(struct xml_pull *x, struct xlsx_sheet *s, int row, int column,
		    const struct buf *text, struct err *err)
{
	s->bytes += text->n;
	if (s->bytes > READ_MAX)
		return fault(x, "too much text", err);
	if (s->ncells == READ_CELLS_MAX)
		return fault(x, "too many cells", err);
	s->cells = mem_grow(s->cells, &s->room, s->ncells + 1, sizeof(*s->cells));
	s->cells[s->ncells++] =
		(struct sheet_cell){ row, column, 1, 1, mem_strndup(text->p, text->n), false };
	if (row >= s->nrows)
		s->nrows = row + 1;
	if (column >= s->ncolumns)
		s->ncolumns = column + 1;
	return 0;
}

/* row, column: where the cell is if it does not say; moved behind it. */
static int read_cell(struct xml_pull *x, struct xlsx_sheet *s, int *row, int *column,
		     struct err *err)
{
	struct cell_parts c = { .value = BUF_INIT, .formula = BUF_INIT, .string = BUF_INIT };
	struct buf text = BUF_INIT;
	const char *p = xml_pull_attribute(x, "r");
	int ret = -1;

	if ((p && (!read_place(&p, row, column) || *p)) || *row >= ROWS_MAX ||
	    *column >= COLUMNS_MAX) {
		fault(x, "a cell that is nowhere", err);
		goto out;
	}
	p = xml_pull_attribute(x, "t");
	snprintf(c.type, sizeof(c.type), "%s", p ? p : "");
	c.format = xml_pull_number(x, "s", 0);
	if (read_parts(x, &c, err) == 0 && cell_text(x, s, &c, &text, err) == 0)
		ret = put_cell(x, s, *row, (*column)++, &text, err);
out:
	buf_release(&c.value);
	buf_release(&c.formula);
	buf_release(&c.string);
	buf_release(&text);
	return ret;
}

static int read_row(struct xml_pull *x, struct xlsx_sheet *s, int *row, struct err *err)
{
	int ret, depth = x->depth, column = 0;
	long r = xml_pull_number(x, "r", *row + 1);

	if (r < 1 || r > ROWS_MAX)
		return fault(x, "a row that is nowhere", err);
	*row = (int)r - 1;
	while ((ret = xml_pull_inside(x, depth, err)) > 0)
		if (x->kind == XML_PULL_START && xml_pull_is(x, "c") &&
		    read_cell(x, s, row, &column, err) < 0)
			return -1;
	(*row)++;
	return ret;
}

/* Merging --------------------------------------------------------------------- */

static int by_place(const void *a, const void *b)
{
	const struct sheet_cell *x = a, *y = b;

	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return x->column < y->column ? -1 : x->column > y->column;
}

static size_t first_cell_from(const struct xlsx_sheet *s, int row, int column)
{
	struct sheet_cell place = { .row = row, .column = column };
	size_t low = 0, high = s->ncells, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (by_place(&s->cells[middle], &place) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Cells in it are covered, the first one grows; *steps counts the work. */
static void merge(struct xlsx_sheet *s, const struct sheet_merge *m, size_t *steps)
{
	size_t i = first_cell_from(s, m->row, m->column);
	struct sheet_cell *c;

	for (; i < s->ncells && *steps < MERGE_STEPS; (*steps)++) {
		c = &s->cells[i];
		if (c->row > m->last_row)
			break;
		if (c->column < m->column || c->column > m->last_column) {
			i = first_cell_from(s, c->row + (c->column > m->last_column), m->column);
			continue;
		}
		if (c->row == m->row && c->column == m->column) {
			c->rowspan = m->last_row - m->row + 1;
			c->colspan = m->last_column - m->column + 1;
		} else {
			c->is_covered = true;
		}
		i++;
	}
}

static int merge_all(struct xml_pull *x, struct xlsx_sheet *s, struct err *err)
{
	size_t i, steps = 0;

	if (s->ncells)
		qsort(s->cells, s->ncells, sizeof(*s->cells), by_place);
	for (i = 0; i + 1 < s->ncells; i++)
		if (by_place(&s->cells[i], &s->cells[i + 1]) == 0)
			return fault(x, "one cell is there twice", err);
	for (i = 0; i < s->nmerges; i++)
		merge(s, &s->merges[i], &steps);
	return steps < MERGE_STEPS ? 0 : fault(x, "too many merged cells", err);
}

int xlsx_sheet_read(struct str bytes, const char *part, struct xlsx_sheet *s, struct err *err)
{
	struct xml_pull x;
	int row = 0, ret = xml_pull_open(&x, bytes, s->file, part, err);

	while (ret == 0 && (ret = xml_pull_next(&x, err)) > 0) {
		ret = 0;
		if (x.kind != XML_PULL_START)
			continue;
		if (xml_pull_is(&x, "row"))
			ret = read_row(&x, s, &row, err);
		else if (xml_pull_is(&x, "mergeCell"))
			ret = read_merge(&x, s, err);
	}
	if (ret == 0)
		ret = merge_all(&x, s, err);
	xml_pull_close(&x);
	return ret;
}

/* Into the document ----------------------------------------------------------- */

/* Rows and columns of one table. */
struct area {
	size_t first, end; /* cells */
	int row, last_row, column, last_column;
};

static bool shows(const struct sheet_cell *c)
{
	return !c->is_covered && c->text[strspn(c->text, " \t\r\n")] != '\0';
}

static int least(int a, int b)
{
	return a < b ? a : b;
}

/* The next run of rows without an empty one between them, from cell *at on. */
static bool next_area(const struct xlsx_sheet *s, size_t *at, struct area *a)
{
	size_t i = *at;

	while (i < s->ncells && !shows(&s->cells[i]))
		i++;
	if (i == s->ncells)
		return false;
	*a = (struct area){ .row = s->cells[i].row,
			    .last_row = s->cells[i].row,
			    .column = s->cells[i].column,
			    .last_column = s->cells[i].column };
	a->first = first_cell_from(s, a->row, 0);
	for (; i < s->ncells && s->cells[i].row <= a->last_row + 1; i++) {
		const struct sheet_cell *c = &s->cells[i];
		int row = least(c->row + c->rowspan, s->nrows) - 1;
		int column = least(c->column + c->colspan, s->ncolumns) - 1;

		if (!shows(c))
			continue;
		a->last_row = row > a->last_row ? row : a->last_row;
		a->column = least(c->column, a->column);
		a->last_column = column > a->last_column ? column : a->last_column;
	}
	*at = a->end = first_cell_from(s, a->last_row + 1, 0);
	return true;
}

static int put_one(const struct xlsx_sheet *s, const struct area *a, const struct sheet_cell *c,
		   struct page_flow *f, struct err *err)
{
	int rowspan = least(c->rowspan, a->last_row - c->row + 1);
	int colspan = least(c->colspan, a->last_column - c->column + 1);

	while (f->table->row < c->row - a->row)
		flow_row(f, false);
	flow_skip(f, c->column - a->column - f->table->column);
	if (flow_cell_begin(f, rowspan, colspan, false, err) < 0)
		return -1;
	if (f->table->cell.column != c->column - a->column || f->table->cell.colspan != colspan)
		return err_set(err, ERR_DATA, "%s: row %d, column %d: merged cells overlap",
			       s->file, c->row + 1, c->column + 1);
	if (flow_text(f, c->text, 0, err) < 0)
		return -1;
	flow_cell_end(f);
	return 0;
}

static int put_area(const struct xlsx_sheet *s, const struct area *a, struct page_flow *f,
		    struct err *err)
{
	size_t i;

	if (flow_table_begin(f, err) < 0)
		return -1;
	for (i = a->first; i < a->end; i++) {
		const struct sheet_cell *c = &s->cells[i];

		if (!c->is_covered && c->column >= a->column && c->column <= a->last_column &&
		    put_one(s, a, c, f, err) < 0)
			return -1;
	}
	return flow_table_end(f, err);
}

/* The only cell that shows in the row; NULL: there is none, or another. */
static const struct sheet_cell *lone_cell(const struct xlsx_sheet *s, int row)
{
	const struct sheet_cell *found = NULL;
	size_t i;

	for (i = first_cell_from(s, row, 0); i < s->ncells && s->cells[i].row == row; i++) {
		if (!shows(&s->cells[i]))
			continue;
		if (found)
			return NULL;
		found = &s->cells[i];
	}
	return found;
}

static bool is_unit(const char *text)
{
	struct buf folded = BUF_INIT;
	bool ret;

	label_fold(str_of(text), &folded);
	ret = strncmp(folded.p, "单位:", strlen("单位:")) == 0;
	buf_release(&folded);
	return ret;
}

/* A first row with one text above a row with the unit, or alone, is a title. */
static int take_lines(const struct xlsx_sheet *s, struct area *a, struct page_flow *f,
		      struct err *err)
{
	const struct sheet_cell *one = lone_cell(s, a->row), *two = lone_cell(s, a->row + 1);

	if (one && two && two->rowspan == 1 && one->rowspan == 1 && is_unit(two->text)) {
		if (flow_title(f, one->text, err) < 0 || flow_unit(f, two->text, err) < 0)
			return -1;
		a->row += 2;
	} else if (one && one->rowspan == 1 && is_unit(one->text)) {
		if (flow_unit(f, one->text, err) < 0)
			return -1;
		a->row++;
	} else if (one && a->row == a->last_row) {
		if (flow_title(f, one->text, err) < 0)
			return -1;
		a->row++;
	}
	a->first = first_cell_from(s, a->row, 0);
	return 0;
}

int xlsx_sheet_put(const struct xlsx_sheet *s, const char *title, struct page_flow *f,
		   struct err *err)
{
	struct area a;
	size_t at = 0, before;
	struct doc_block *block;

	while (next_area(s, &at, &a)) {
		before = f->d->nblocks;
		if (take_lines(s, &a, f, err) < 0)
			return -1;
		if (a.row > a.last_row)
			continue;
		if (put_area(s, &a, f, err) < 0)
			return -1;
		block = f->d->nblocks > before ? &f->d->blocks[f->d->nblocks - 1] : NULL;
		if (!block || block->kind != DOC_TABLE || *block->table.title)
			continue;
		free(block->table.title);
		block->table.title = mem_strdup(title);
	}
	return 0;
}
