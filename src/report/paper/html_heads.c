#include "report/paper/html_heads.h"

#include <stdlib.h>

#include "core/mem.h"

struct list {
	int *items;
	size_t n, room;
};

int html_heads_at(const struct html_heads *h, int row, int column)
{
	return h->at[(size_t)row * (size_t)h->t->ncolumns + (size_t)column];
}

static void place(struct html_heads *h, size_t i)
{
	const struct doc_cell *c = &h->t->cells[i];
	int r, k;

	for (r = c->row; r < c->row + c->rowspan; r++)
		for (k = c->column; k < c->column + c->colspan; k++)
			h->at[(size_t)r * (size_t)h->t->ncolumns + (size_t)k] = (int)i;
	if (c->row < h->nhead && c->row + c->rowspan > h->nhead)
		h->nhead = 0;
	h->spans |= c->head && (c->rowspan > 1 || c->colspan > 1);
}

static bool has_datum(const struct html_heads *h, int row)
{
	int k, i;

	for (k = 0; k < h->t->ncolumns; k++) {
		i = html_heads_at(h, row, k);
		if (i < 0 || !h->t->cells[i].head)
			return true;
	}
	return false;
}

static enum html_role role_of(const struct html_heads *h, const struct doc_cell *c)
{
	if (!c->head || !*c->text)
		return HTML_DATUM;
	if (c->row < h->nhead)
		return HTML_OVER_COLUMNS;
	if (has_datum(h, c->row))
		return HTML_OF_ROW;
	return c->colspan == h->t->ncolumns && c->row > 0 ? HTML_OVER_SECTION : HTML_OVER_COLUMNS;
}

void html_heads_make(const struct doc_table *t, struct html_heads *h)
{
	size_t n = (size_t)t->nrows * (size_t)t->ncolumns, i;

	*h = (struct html_heads){ .t = t };
	h->at = mem_zalloc(n + 1, sizeof(*h->at));
	h->roles = mem_zalloc(t->ncells + 1, sizeof(*h->roles));
	h->nhead = t->nhead < t->nrows ? t->nhead : 0;
	for (i = 0; i < n; i++)
		h->at[i] = -1;
	for (i = 0; i < t->ncells; i++)
		place(h, i);
	for (i = 0; i < t->ncells; i++) {
		h->roles[i] = role_of(h, &t->cells[i]);
		h->spans |= h->roles[i] == HTML_OVER_COLUMNS && t->cells[i].row >= h->nhead;
	}
}

void html_heads_release(struct html_heads *h)
{
	free(h->at);
	free(h->roles);
	*h = (struct html_heads){ 0 };
}

static void add(struct list *l, int i)
{
	size_t j;

	for (j = 0; j < l->n; j++)
		if (l->items[j] == i)
			return;
	l->items = mem_grow(l->items, &l->room, l->n + 1, sizeof(*l->items));
	l->items[l->n++] = i;
}

static bool is_over(const struct html_heads *h, int i)
{
	return i >= 0 && (h->roles[i] == HTML_OVER_COLUMNS || h->roles[i] == HTML_OVER_SECTION);
}

/* Heads of rows from ... to - 1 over a column; whether one of them begins inside the table. */
static bool add_over(const struct html_heads *h, int column, int from, int to, struct list *l)
{
	bool inside = false;
	int r, i;

	for (r = from; r < to; r++) {
		i = html_heads_at(h, r, column);
		if (!is_over(h, i))
			continue;
		add(l, i);
		inside |= h->t->cells[i].column > 0;
	}
	return inside;
}

static void add_column(const struct html_heads *h, int row, int column, struct list *l)
{
	int to = row, from;
	struct list near = { 0 };
	size_t j;

	while (to > 0 && !is_over(h, html_heads_at(h, to - 1, column)))
		to--;
	for (from = to; from > 0 && is_over(h, html_heads_at(h, from - 1, column));)
		from--;
	if (!add_over(h, column, from, to, &near) && from >= h->nhead)
		add_over(h, column, 0, h->nhead, l);
	for (j = 0; j < near.n; j++)
		add(l, near.items[j]);
	free(near.items);
}

int *html_heads_of(const struct html_heads *h, size_t i, size_t *n)
{
	const struct doc_cell *c = &h->t->cells[i];
	struct list l = { 0 };
	int r, k, j;

	for (k = c->column; k < c->column + c->colspan; k++)
		add_column(h, c->row, k, &l);
	for (k = 0; k < c->column; k++)
		for (r = c->row; r < c->row + c->rowspan; r++) {
			j = html_heads_at(h, r, k);
			if (j >= 0 && h->roles[j] == HTML_OF_ROW)
				add(&l, j);
		}
	*n = l.n;
	return l.items;
}

const char *html_heads_scope(const struct html_heads *h, size_t i)
{
	const struct doc_cell *c = &h->t->cells[i];

	switch (h->roles[i]) {
	case HTML_OVER_COLUMNS:
		return c->colspan > 1 ? "colgroup" : "col";
	case HTML_OVER_SECTION:
		return "rowgroup";
	case HTML_OF_ROW:
		return c->rowspan > 1 ? "rowgroup" : "row";
	default:
		return NULL;
	}
}

/* Nothing goes over the edge above it, and it begins or ends a group of rows. */
bool html_heads_begins_body(const struct html_heads *h, int row)
{
	bool edge = false;
	int k, i, above;

	if (row <= h->nhead)
		return row == h->nhead;
	for (k = 0; k < h->t->ncolumns; k++) {
		i = html_heads_at(h, row, k);
		above = html_heads_at(h, row - 1, k);
		if (i >= 0 && i == above)
			return false;
		edge |= i >= 0 && (h->roles[i] == HTML_OVER_SECTION || h->t->cells[i].rowspan > 1);
		edge |= above >= 0 && h->t->cells[above].rowspan > 1;
	}
	return edge;
}
