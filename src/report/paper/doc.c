#include "report/paper/doc.h"

#include <stdlib.h>

#include "core/mem.h"

void doc_init(struct doc *d)
{
	*d = (struct doc){ 0 };
	d->title = mem_strdup("");
	d->issuer = mem_strdup("");
	d->date = mem_strdup("");
	d->form = mem_strdup("");
}

static void free_cell(struct doc_cell *c)
{
	free(c->text);
	free(c->key);
	free(c->mark);
	free(c->from);
}

static void free_table(struct doc_table *t)
{
	size_t i;

	for (i = 0; i < t->ncells; i++)
		free_cell(&t->cells[i]);
	for (i = 0; i < t->nnotes; i++)
		free(t->notes[i]);
	free(t->cells);
	free(t->notes);
	free(t->widths);
	free(t->id);
	free(t->title);
	free(t->unit);
}

static void free_series(struct doc_series *s)
{
	size_t i;

	for (i = 0; i < s->npoints; i++)
		free(s->labels[i]);
	free(s->labels);
	free(s->values);
	free(s->missing);
	free(s->name);
}

static void free_charts(struct doc_charts *c)
{
	size_t i;

	for (i = 0; i < c->nseries; i++)
		free_series(&c->series[i]);
	free(c->series);
	free(c->title);
	free(c->unit);
}

void doc_release(struct doc *d)
{
	size_t i;

	for (i = 0; i < d->nblocks; i++) {
		free(d->blocks[i].text);
		free_table(&d->blocks[i].table);
		free_charts(&d->blocks[i].charts);
	}
	free(d->blocks);
	free(d->title);
	free(d->issuer);
	free(d->date);
	free(d->form);
	*d = (struct doc){ 0 };
}

static struct doc_block *add_block(struct doc *d, enum doc_kind kind)
{
	struct doc_block *b;

	d->blocks = mem_grow(d->blocks, &d->room, d->nblocks + 1, sizeof(*d->blocks));
	b = &d->blocks[d->nblocks++];
	*b = (struct doc_block){ .kind = kind };
	return b;
}

void doc_heading(struct doc *d, int level, const char *text)
{
	struct doc_block *b = add_block(d, DOC_HEADING);

	b->level = level;
	b->text = mem_strdup(text);
}

void doc_paragraph(struct doc *d, const char *text)
{
	add_block(d, DOC_PARAGRAPH)->text = mem_strdup(text);
}

void doc_page_break(struct doc *d)
{
	add_block(d, DOC_PAGE_BREAK);
}

struct doc_table *doc_table(struct doc *d, const char *id, const char *title)
{
	struct doc_table *t = &add_block(d, DOC_TABLE)->table;

	t->id = mem_strdup(id);
	t->title = mem_strdup(title);
	t->unit = mem_strdup("");
	return t;
}

struct doc_charts *doc_charts(struct doc *d, const char *title, const char *unit, int scale)
{
	struct doc_charts *c = &add_block(d, DOC_CHARTS)->charts;

	c->title = mem_strdup(title);
	c->unit = mem_strdup(unit);
	c->scale = scale;
	return c;
}

static int cell_order(const struct doc_cell *a, const struct doc_cell *b)
{
	if (a->row != b->row)
		return a->row < b->row ? -1 : 1;
	return a->column < b->column ? -1 : a->column > b->column;
}

static void fit(struct doc_table *t, const struct doc_cell *c)
{
	if (c->row + c->rowspan > t->nrows)
		t->nrows = c->row + c->rowspan;
	if (c->column + c->colspan > t->ncolumns)
		t->ncolumns = c->column + c->colspan;
	if (c->rowspan > t->tallest)
		t->tallest = c->rowspan;
}

struct doc_cell *doc_cell(struct doc_table *t, int row, int column, int rowspan, int colspan,
			  const char *text)
{
	struct doc_cell *c;

	t->cells = mem_grow(t->cells, &t->room, t->ncells + 1, sizeof(*t->cells));
	c = &t->cells[t->ncells++];
	*c = (struct doc_cell){ .row = row,
				.column = column,
				.rowspan = rowspan,
				.colspan = colspan,
				.text = mem_strdup(text) };
	if (t->ncells > 1 && cell_order(c - 1, c) > 0)
		t->is_shuffled = true;
	fit(t, c);
	return c;
}

void doc_note(struct doc_table *t, const char *text)
{
	t->notes = mem_resize(t->notes, t->nnotes + 1, sizeof(*t->notes));
	t->notes[t->nnotes++] = mem_strdup(text);
}

struct doc_series *doc_series(struct doc_charts *c, const char *name)
{
	struct doc_series *s;

	c->series = mem_resize(c->series, c->nseries + 1, sizeof(*c->series));
	s = &c->series[c->nseries++];
	*s = (struct doc_series){ .name = mem_strdup(name) };
	return s;
}

void doc_point(struct doc_series *s, const char *label, __int128 value, bool missing)
{
	size_t n = s->npoints++;

	s->labels = mem_resize(s->labels, n + 1, sizeof(*s->labels));
	s->values = mem_resize(s->values, n + 1, sizeof(*s->values));
	s->missing = mem_resize(s->missing, n + 1, sizeof(*s->missing));
	s->labels[n] = mem_strdup(label);
	s->values[n] = value;
	s->missing[n] = missing;
}

static int by_place(const void *a, const void *b)
{
	return cell_order(a, b);
}

static int fault(const struct doc_table *t, const struct doc_cell *c, const char *name,
		 const char *what, struct err *err)
{
	return err_set(err, name ? ERR_DATA : ERR_BUG, "%s: table %s, row %d, column %d: %s",
		       name ? name : "document", t->id, c->row + 1, c->column + 1, what);
}

/* until[column]: the first row below what stands there. */
static int take_places(const struct doc_table *t, int *until, const char *name, struct err *err)
{
	size_t i;
	int column;

	for (i = 0; i < t->ncells; i++) {
		const struct doc_cell *c = &t->cells[i];

		for (column = c->column; column < c->column + c->colspan; column++) {
			if (until[column] > c->row)
				return fault(t, c, name, "two cells on one place", err);
			until[column] = c->row + c->rowspan;
		}
	}
	return 0;
}

int doc_table_finish(struct doc_table *t, const char *name, struct err *err)
{
	size_t i;
	int *until, ret;

	if (t->ncells)
		qsort(t->cells, t->ncells, sizeof(*t->cells), by_place);
	t->is_shuffled = false;
	t->tallest = 0;
	for (i = 0; i < t->ncells; i++) {
		const struct doc_cell *c = &t->cells[i];

		if (c->row < 0 || c->column < 0 || c->rowspan < 1 || c->colspan < 1)
			return fault(t, c, name, "no such place", err);
		fit(t, c);
	}
	until = mem_zalloc((size_t)t->ncolumns, sizeof(*until));
	ret = take_places(t, until, name, err);
	free(until);
	return ret;
}

static bool covers(const struct doc_cell *c, int row, int column)
{
	return c->row <= row && row < c->row + c->rowspan && c->column <= column &&
	       column < c->column + c->colspan;
}

/* How many cells begin at the place or before it in reading order. */
static size_t cells_up_to(const struct doc_table *t, int row, int column)
{
	struct doc_cell place = { .row = row, .column = column };
	size_t low = 0, high = t->ncells, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (cell_order(&t->cells[middle], &place) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct doc_cell *doc_table_at(const struct doc_table *t, int row, int column)
{
	size_t i = t->is_shuffled ? t->ncells : cells_up_to(t, row, column);

	while (i-- > 0) {
		if (covers(&t->cells[i], row, column))
			return &t->cells[i];
		if (!t->is_shuffled && t->cells[i].row <= row - t->tallest)
			break;
	}
	return NULL;
}
