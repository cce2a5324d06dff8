#include "report/paper/pdf_table.h"

#include <pango/pangocairo.h>
#include <stdlib.h>

#include "core/mem.h"

enum { TITLE_SIZE = 14, GAP = 14 };

static const double NOTE_SIZE = 9, NOTE_LEADING = 13;

/* One line; one that is too long is set smaller. */
static void put_line(struct pdf *p, enum pdf_face face, double size, double leading,
		     const char *text, enum pdf_align align)
{
	PangoLayout *layout = pdf_layout(p, face, size, false, text);
	double width = pdf_layout_width(layout);

	if (width > p->width) {
		g_object_unref(layout);
		size *= p->width / width;
		layout = pdf_layout(p, face, size, false, text);
	}
	pdf_wrap(layout, p->width + 1, align);
	p->y = pdf_lines(p, layout, p->left, p->y, size, leading, 0, 1);
	g_object_unref(layout);
}

static void put_title(struct pdf *p, const struct pdf_grid *g)
{
	if (!*g->t->title && !*g->t->unit)
		p->y += pdf_page_is_empty(p) ? 0 : PDF_TABLE_SPACE;
	pdf_tag(p, "Caption");
	if (*g->t->title)
		put_line(p, PDF_HEI, TITLE_SIZE, PDF_TABLE_TITLE, g->t->title, PDF_CENTRE);
	if (*g->t->unit)
		put_line(p, PDF_SONG, 10.5, PDF_TABLE_UNIT, g->t->unit, PDF_RIGHT);
	pdf_untag(p, "Caption");
}

static void box(struct pdf *p, double x, double y, double x2, double y2)
{
	cairo_set_line_width(p->cr, 0.5);
	cairo_rectangle(p->cr, p->left + x, y, x2 - x, y2 - y);
	cairo_stroke(p->cr);
}

/* The part of a cell between rows a and b, set from p->y on.  A label is set again on
 * each page that it goes on to; anything else is set once, where it has room. */
static void put_cell(struct pdf *p, const struct pdf_grid *g, size_t i, int a, int b, bool *is_set)
{
	const struct doc_cell *c = &g->t->cells[i];
	int last = c->row + c->rowspan < b ? c->row + c->rowspan : b;
	double top = p->y + g->y[c->row > a ? c->row : a] - g->y[a];
	double bottom = p->y + g->y[last] - g->y[a], x = g->x[c->column];
	const char *tag = c->head ? "TH" : "TD";
	PangoLayout *layout;
	double indent;

	box(p, x, top, g->x[c->column + c->colspan], bottom);
	if (!*c->text || (is_set[i] && !c->head))
		return;
	if (g->need[i] > bottom - top + 0.01 && (c->row + c->rowspan > b || is_set[i]))
		return;
	is_set[i] = true;
	layout = pdf_grid_text(p, g, c, &indent);
	pdf_tag(p, tag);
	pdf_lines(p, layout, p->left + x + g->pad + indent,
		  (top + bottom - g->need[i]) / 2 + g->pad, g->size, g->leading, 0,
		  pango_layout_get_line_count(layout));
	pdf_untag(p, tag);
	g_object_unref(layout);
}

/* Places that no cell covers are empty boxes. */
static void put_holes(struct pdf *p, const struct pdf_grid *g, int row, double y)
{
	int k;

	for (k = 0; k < g->t->ncolumns; k++)
		if (!g->covered[(size_t)row * (size_t)g->t->ncolumns + (size_t)k])
			box(p, g->x[k], y, g->x[k + 1], y + g->y[row + 1] - g->y[row]);
}

static void put_rows(struct pdf *p, const struct pdf_grid *g, int a, int b, bool *is_set)
{
	const struct doc_table *t = g->t;
	size_t i = 0;
	int r, first;

	for (r = a; r < b; r++) {
		pdf_tag(p, "TR");
		for (; i < t->ncells && t->cells[i].row <= r; i++) {
			first = t->cells[i].row;
			if (first == r || (r == a && first + t->cells[i].rowspan > a))
				put_cell(p, g, i, a, b, is_set);
		}
		put_holes(p, g, r, p->y + g->y[r] - g->y[a]);
		pdf_untag(p, "TR");
	}
	p->y += g->y[b] - g->y[a];
}

static void put_note(struct pdf *p, const char *text)
{
	PangoLayout *layout = pdf_layout(p, PDF_SONG, NOTE_SIZE, false, text);
	int n, i;

	pdf_wrap(layout, p->width, PDF_LEFT);
	n = pango_layout_get_line_count(layout);
	pdf_tag(p, "P");
	for (i = 0; i < n; i++) {
		if (p->y + NOTE_LEADING > p->bottom)
			pdf_page(p, p->landscape);
		p->y = pdf_lines(p, layout, p->left, p->y, NOTE_SIZE, NOTE_LEADING, i, i + 1);
	}
	pdf_untag(p, "P");
	g_object_unref(layout);
}

static double table_height(const struct pdf_grid *g)
{
	return pdf_grid_above(g->t) + g->y[g->t->nrows];
}

/* A table that has room on one page is not parted; of another the title, the head and the
 * first rows stay together. */
static double lead_height(const struct pdf_grid *g)
{
	double page = pdf_page_height(g->landscape), above = pdf_grid_above(g->t) + g->y[g->nhead];
	int b = g->nhead;

	if (table_height(g) <= page)
		return table_height(g);
	for (b++; b < g->t->nrows && pdf_grid_break(g, g->nhead, g->y[b] - g->y[g->nhead]) != b;)
		b++;
	above += g->y[b] - g->y[g->nhead];
	return above < page ? above : page;
}

static void put_table(struct pdf *p, const struct pdf_grid *g)
{
	bool *is_set = mem_zalloc(g->t->ncells + 1, sizeof(bool));
	int row = g->nhead, end;
	size_t i;

	put_title(p, g);
	pdf_tag(p, "Table");
	for (;;) {
		if (g->nhead)
			put_rows(p, g, 0, g->nhead, is_set);
		end = pdf_grid_break(g, row, p->bottom - p->y);
		put_rows(p, g, row, end, is_set);
		row = end;
		if (row >= g->t->nrows)
			break;
		pdf_page(p, g->landscape);
	}
	pdf_untag(p, "Table");
	p->y += g->t->nnotes ? 4 : 0;
	for (i = 0; i < g->t->nnotes; i++)
		put_note(p, g->t->notes[i]);
	p->y += GAP;
	free(is_set);
}

/* The first thing of a document stands below its title, for a title alone is no page. */
static bool is_below_title(const struct pdf *p, const struct doc_table *t)
{
	return p->d->nblocks && t == &p->d->blocks[0].table;
}

int pdf_table(struct pdf *p, const struct doc_table *t, const char *name, struct err *err)
{
	struct pdf_grid g;
	int ret;

	if (t->nrows == 0 || t->ncolumns == 0)
		return 0;
	ret = pdf_grid_make(p, t, name, &g, err);
	if (ret == 0) {
		if (p->landscape != g.landscape)
			pdf_page(p, g.landscape);
		else if (p->y + lead_height(&g) > p->bottom + 0.01 && !pdf_page_is_empty(p) &&
			 !is_below_title(p, t))
			pdf_page(p, g.landscape);
		put_table(p, &g);
	}
	pdf_grid_release(&g);
	return ret;
}

int pdf_table_lead(struct pdf *p, const struct doc_table *t, const char *name, double *height,
		   struct err *err)
{
	struct pdf_grid g;
	int ret;

	*height = 0;
	if (t->nrows == 0 || t->ncolumns == 0)
		return 0;
	ret = pdf_grid_make(p, t, name, &g, err);
	if (ret == 0)
		*height = lead_height(&g);
	pdf_grid_release(&g);
	return ret;
}
