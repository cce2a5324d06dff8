#include "report/paper/charts_table.h"

#include <stdlib.h>

#include "core/mem.h"
#include "report/paper/printable.h"

/* Texts are the charts'. */
struct labels {
	const char **items;
	size_t n, room;
};

static size_t label_index(const struct labels *l, const char *text)
{
	size_t i;

	for (i = 0; i < l->n && strcmp(l->items[i], text) != 0; i++)
		;
	return i;
}

static void collect(const struct doc_charts *c, struct labels *l)
{
	size_t i, k;

	for (i = 0; i < c->nseries; i++) {
		for (k = 0; k < c->series[i].npoints; k++) {
			if (label_index(l, c->series[i].labels[k]) < l->n)
				continue;
			l->items = mem_grow(l->items, &l->room, l->n + 1, sizeof(*l->items));
			l->items[l->n++] = c->series[i].labels[k];
		}
	}
}

static void put_point(struct doc_table *t, int row, int column, const struct doc_series *s,
		      size_t k, int scale)
{
	struct buf text = BUF_INIT;
	struct doc_cell *cell;

	printable_number(&text, s->values[k], scale);
	cell = doc_cell(t, row, column, 1, 1, s->missing[k] ? "—" : text.p);
	buf_release(&text);
	if (s->missing[k])
		return;
	cell->is_number = true;
	cell->value = s->values[k];
	cell->scale = scale;
}

/* Of a label that comes twice in a series the first stays. */
static void put_series(struct doc_table *t, int row, const struct doc_series *s, int scale,
		       const struct labels *l)
{
	size_t i, k;

	doc_cell(t, row, 0, 1, 1, s->name)->head = true;
	for (i = 0; i < l->n; i++) {
		for (k = 0; k < s->npoints && strcmp(s->labels[k], l->items[i]) != 0; k++)
			;
		if (k < s->npoints)
			put_point(t, row, (int)i + 1, s, k, scale);
		else
			doc_cell(t, row, (int)i + 1, 1, 1, "");
	}
}

struct doc_table *charts_table(const struct doc_charts *c, struct doc *d)
{
	struct doc_table *t = doc_table(d, "", c->title);
	struct labels l = { 0 };
	struct buf unit = BUF_INIT;
	size_t i;

	collect(c, &l);
	if (*c->unit) {
		buf_printf(&unit, strncmp(c->unit, "单位", strlen("单位")) == 0 ? "%s" : "单位：%s",
			   c->unit);
		free(t->unit);
		t->unit = buf_detach(&unit);
	}
	t->nhead = 1;
	doc_cell(t, 0, 0, 1, 1, "")->head = true;
	for (i = 0; i < l.n; i++)
		doc_cell(t, 0, (int)i + 1, 1, 1, l.items[i])->head = true;
	for (i = 0; i < c->nseries; i++)
		put_series(t, (int)i + 1, &c->series[i], c->scale, &l);
	free(l.items);
	return t;
}
