#include "report/form/filled_locate.h"

#include <stdlib.h>

#include "core/decimal.h"
#include "core/mem.h"
#include "report/form/filled_lines.h"
#include "report/form/form_grid.h"
#include "report/read/read.h"

/* Columns of a block ------------------------------------------------------- */

/* Lines that stand under the same heads. */
struct block {
	size_t first, n;
	int columns[64]; /* where each datum of its lines stands on the paper */
	int ncolumns;
	int below; /* the first row of the paper under the heads */
};

/* The head that stands nearest above the datum. */
static const struct form_place *head_above(const struct form_table *t, const struct form_place *p)
{
	const struct form_place *at = p;

	while (at && (!at->head || !*at->text))
		at = at->row > 0 ? form_place_at(t, at->row - 1, p->column) : NULL;
	return at;
}

static bool same_heads(const struct form_table *t, int a, int b)
{
	for (int row = a + 1; row < b; row++)
		if (!line_row_has_data(t, row))
			return false;
	return true;
}

/* Where the row's labels end on the paper. */
static int labels_end(const struct locate *l, const struct line *line)
{
	const struct paper_row *r = &l->paper->rows[line->found];
	const struct doc_cell *c;
	int end = 0;

	for (size_t i = 0; i < l->t->nplaces; i++) {
		const struct form_place *p = &l->t->places[i];
		struct wording w;

		if (p->row != line->row || !p->head || !*p->text)
			continue;
		w = wording_of(p->text, p->also);
		c = paper_row_find(r, &w);
		if (c && c->column + c->colspan > end)
			end = c->column + c->colspan;
		wording_release(&w);
	}
	return end;
}

/* The label in the cell, or in it and the one right below (商业 above 企业); *last is the last of
 * the rows that it is in. */
static bool head_is(const struct paper *p, int row, int to, const struct paper_cell *c,
		    const struct wording *w, int *last)
{
	int below = row + c->cell->rowspan;
	bool ret = wording_has(w, c->fold);
	struct buf both = BUF_INIT;

	*last = row;
	for (size_t i = 0; !ret && *c->fold && below < to && i < p->rows[below].n; i++) {
		const struct paper_cell *d = &p->rows[below].cells[i];

		if (d->cell->column != c->cell->column || d->cell->colspan != c->cell->colspan)
			continue;
		buf_clear(&both);
		buf_printf(&both, "%s%s", c->fold, d->fold);
		ret = wording_has(w, both.p);
		*last = below;
	}
	buf_release(&both);
	return ret;
}

/* Takes the next cell right of `after` that says so, in rows from..to of one table. */
static const struct paper_cell *next_head(const struct paper *p, int from, int to, int after,
					  const struct wording *w, int *row)
{
	const struct paper_cell *found = NULL;
	int last;

	for (int r = from; r < to; r++)
		for (size_t i = 0; i < p->rows[r].n; i++) {
			const struct paper_cell *c = &p->rows[r].cells[i];

			if (c->cell->column <= after ||
			    (found && c->cell->column >= found->cell->column) ||
			    !head_is(p, r, to, c, w, &last))
				continue;
			found = c;
			*row = last;
		}
	return found;
}

/* A head that somebody left blank stands right of the one before. */
static const struct paper_cell *blank_head(const struct paper *p, int row, int after)
{
	const struct paper_row *r = &p->rows[row];

	for (size_t i = 0; i + 1 < r->n; i++)
		if (r->cells[i].cell->column == after && !*r->cells[i + 1].fold)
			return &r->cells[i + 1];
	return NULL;
}

/* Finds the heads of the block's data in these rows; the first that is not there, or NULL. */
static const struct form_place *heads_find(const struct locate *l, struct block *b, int from,
					   int to)
{
	const struct form_table *t = l->t;
	const struct form_place *last = NULL;
	int after = -1, row = from;

	b->ncolumns = 0;
	b->below = from;
	for (size_t i = 0; i < t->nplaces; i++) {
		const struct form_place *p = &t->places[i], *head;
		const struct paper_cell *c;
		struct wording w;

		if (p->cell < 0 || p->row != l->lines[b->first].row || b->ncolumns == 64)
			continue;
		head = head_above(t, p);
		if (head && head != last) {
			w = wording_of(head->text, head->also);
			c = next_head(l->paper, from, to, after, &w, &row);
			wording_release(&w);
			if (!c && b->ncolumns > 0)
				c = blank_head(l->paper, row, after);
			if (!c)
				return head;
			after = c->cell->column;
			if (row + c->cell->rowspan > b->below)
				b->below = row + c->cell->rowspan;
		} else if (!head && b->ncolumns == 0 && l->lines[b->first].found >= 0) {
			after = labels_end(l, &l->lines[b->first]);
		} else {
			after++;
		}
		last = head;
		b->columns[b->ncolumns++] = after;
	}
	return NULL;
}

/* The first row of the table that the row is in. */
static int table_start(const struct paper *p, int row)
{
	return row - p->rows[row].row;
}

static int table_end(const struct paper *p, int row)
{
	return table_start(p, row) + p->rows[row].table->nrows;
}

static bool row_is_empty(const struct paper_row *r)
{
	for (size_t i = 0; i < r->n; i++)
		if (*r->cells[i].fold)
			return false;
	return true;
}

/* A line without labels (表四) is the first row with anything in it under its heads. */
static int find_unlabelled(const struct locate *l, struct block *b, int from)
{
	const struct paper *p = l->paper;
	const struct form_place *lacks = NULL, *closest = NULL;
	int row, end, first, most = -1;

	for (row = from; row < (int)p->n; row = table_end(p, row)) {
		end = table_end(p, row);
		lacks = heads_find(l, b, row, end);
		if (!lacks && b->below < end) {
			first = b->below;
			for (row = first; row < end && row_is_empty(&p->rows[row]); row++)
				;
			l->lines[b->first].found = row < end ? row : first;
			return 0;
		}
		if (b->ncolumns > most) {
			most = b->ncolumns;
			closest = lacks;
		}
	}
	if (most <= 0 || !closest)
		return err_set(l->err, ERR_DATA, "%s: the table %s of the form is not there",
			       l->name, l->t->id);
	return lines_lack(l, closest->text);
}

static int block_find(const struct locate *l, struct block *b, int from)
{
	const struct form_place *lacks;
	int row = l->lines[b->first].found, start;

	if (row < 0)
		return find_unlabelled(l, b, from);
	start = table_start(l->paper, row);
	lacks = heads_find(l, b, from > start ? from : start, row);
	/* An empty row below the heads makes two tables of one. */
	if (lacks && start > from && start > 0)
		lacks = heads_find(l, b, table_start(l->paper, start - 1), row);
	return lacks ? lines_lack(l, lacks->text) : 0;
}

/* Values -------------------------------------------------------------------- */

/* A number with 万 behind it where the form counts in units, or the other way round. */
static void rescale_unit(const struct form_cell *c, struct label_number *n)
{
	bool has_wan = n->unit.n >= 3 && memcmp(n->unit.p, "万", 3) == 0;
	bool wants_wan = strncmp(c->unit, "万", 3) == 0;
	__int128 v;

	if (n->unit.n == 0 || has_wan == wants_wan)
		return;
	if (wants_wan)
		n->scale += 4;
	else if (n->scale >= 4)
		n->scale -= 4;
	else if (decimal_rescale(n->v, 0, 4 - n->scale, &v)) {
		n->v = v;
		n->scale = 0;
	}
}

static void put_value(struct filled *f, int number, const char *text)
{
	const struct form_cell *c = form_cell(f->form, number);
	struct value *v = &f->values[number];
	struct label_number n = { 0 };

	v->origin = ORIGIN_FILE;
	label_number(str_of(text), &n);
	if (n.state == VALUE_NUMBER && c->type != FORM_TEXT) {
		rescale_unit(c, &n);
		filled_set(f, number, n.v, n.scale, ORIGIN_FILE);
	} else {
		v->state = n.state == VALUE_NUMBER ? VALUE_ODD : (enum value_state)n.state;
		v->text = v->state == VALUE_ODD ? mem_strdup(text) : NULL;
	}
}

static const char *text_at(const struct paper_row *r, int from, int to, int end)
{
	const struct doc_cell *c;

	for (size_t i = 0; i < r->n; i++) {
		c = r->cells[i].cell;
		if (c->column >= from && c->column < to && *r->cells[i].fold)
			return c->text;
	}
	c = doc_table_at(r->table, r->row, from);
	return c && c->column >= end ? c->text : "";
}

/*
 * Where as many cells follow the labels as the form has data, they are those, in order: a span
 * that was drawn one row too short shifts a row against its heads.  Else each stands under
 * its head.
 */
static void line_read(struct filled *f, const struct locate *l, const struct block *b,
		      const struct line *line, int first)
{
	const struct paper_row *r = &l->paper->rows[line->found];
	int end = labels_end(l, line), k = 0;
	size_t behind = 0, from = 0;

	while (from < r->n && r->cells[from].cell->column < end)
		from++;
	behind = r->n - from;
	for (size_t i = 0; i < l->t->nplaces; i++) {
		const struct form_place *p = &l->t->places[i];
		int to;

		if (p->row != line->row || p->cell < 0 || k == b->ncolumns)
			continue;
		to = k + 1 < b->ncolumns ? b->columns[k + 1] : b->columns[k] + p->colspan;
		put_value(f, first + p->cell,
			  behind == (size_t)b->ncolumns ? r->cells[from + (size_t)k].cell->text
							: text_at(r, b->columns[k], to, end));
		k++;
	}
}

/* A line without a label is the next row with anything in it. */
static int next_row(const struct locate *l, int from)
{
	for (; from < (int)l->paper->n; from++)
		if (!row_is_empty(&l->paper->rows[from]))
			return from;
	return -1;
}

static int blocks_read(struct filled *f, const struct locate *l, int first)
{
	struct block b = { 0 };
	int from = 0;

	for (b.first = 0; b.first < l->nlines; b.first += b.n) {
		for (b.n = 1; b.first + b.n < l->nlines; b.n++)
			if (!same_heads(l->t, l->lines[b.first + b.n - 1].row,
					l->lines[b.first + b.n].row))
				break;
		if (block_find(l, &b, from) < 0)
			return -1;
		for (size_t i = 0; i < b.n; i++) {
			const struct line *line = &l->lines[b.first + i];

			if (line->found < 0)
				l->lines[b.first + i].found = next_row(l, from);
			if (line->found < 0)
				return err_set(l->err, ERR_DATA, "%s: %s has too few rows", l->name,
					       l->t->id);
			line_read(f, l, &b, line, first);
			from = line->found + 1;
		}
	}
	return 0;
}

int filled_locate(struct filled *f, const struct form_table *t, int first, const struct paper *p,
		  const char *name, struct err *err)
{
	struct locate l = { .t = t, .paper = p, .name = name, .err = err };
	int ret;

	lines_make(&l);
	ret = lines_find(&l) < 0 || blocks_read(f, &l, first) < 0 ? -1 : 0;
	lines_release(&l);
	return ret;
}
