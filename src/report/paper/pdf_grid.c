#include "report/paper/pdf_grid.h"

#include <pango/pangocairo.h>
#include <stdlib.h>

#include "core/mem.h"

static const double sizes[] = { 10.5, 10, 9.5, 9, 8.5, 8, 7, 6, 5 };

/* sizes[WHOLE] is still large enough to be chosen only to keep a table on one page;
 * before sizes[TURN] the page is turned. */
enum { SIZES = 9, WHOLE = 5, TURN = 7, HEADING = 28 };

/* Widths that each column needs and would like, in em. */
struct wants {
	double *least, *best;
};

/* With its mark: 12*. */
static char *cell_text(const struct doc_cell *c)
{
	struct buf b = BUF_INIT;

	buf_puts(&b, c->text);
	if (c->mark)
		buf_puts(&b, c->mark);
	return buf_detach(&b);
}

static PangoLayout *cell_layout(struct pdf *p, const struct doc_cell *c, double size)
{
	char *text = cell_text(c);
	PangoLayout *layout = pdf_layout(p, PDF_SONG, size, false, text);

	free(text);
	return layout;
}

/* least: a number whole, of a text its longest word and at least two characters. */
static void measure(struct pdf *p, const struct doc_cell *c, double *least, double *best)
{
	PangoLayout *layout = cell_layout(p, c, 10);

	*best = pdf_layout_width(layout) / 10;
	*least = *best;
	if (!c->is_number) {
		pango_layout_set_wrap(layout, PANGO_WRAP_WORD);
		pango_layout_set_width(layout, 1);
		*least = pdf_layout_width(layout) / 10;
		*least = *least > 2 ? *least : *best < 2 ? *best : 2;
		*least = (*least > 8 ? 8 : *least) + c->level;
		*best += c->level;
	}
	g_object_unref(layout);
}

/* What a cell over several columns lacks is shared among them. */
static void stretch(double *widths, int from, int n, double width)
{
	double sum = 0;
	int i;

	for (i = from; i < from + n; i++)
		sum += widths[i];
	for (i = from; i < from + n && sum < width; i++)
		widths[i] += (width - sum) / n;
}

static void find_wants(struct pdf *p, const struct doc_table *t, struct wants *w)
{
	const struct doc_cell *c;
	double least, best;
	int pass;
	size_t i;

	w->least = mem_zalloc((size_t)t->ncolumns, sizeof(double));
	w->best = mem_zalloc((size_t)t->ncolumns, sizeof(double));
	for (pass = 0; pass < 2; pass++)
		for (i = 0; i < t->ncells; i++) {
			c = &t->cells[i];
			if ((c->colspan > 1) != (pass == 1))
				continue;
			measure(p, c, &least, &best);
			/* A long label may take several lines. */
			best = !c->is_number && best > 18 ? 18 : best;
			stretch(w->least, c->column, c->colspan, least);
			stretch(w->best, c->column, c->colspan, pass ? least : best);
		}
	for (i = 0; i < (size_t)t->ncolumns; i++)
		w->best[i] = w->best[i] > w->least[i] ? w->best[i] : w->least[i];
}

static double sum_of(const double *v, int n)
{
	double sum = 0;
	int i;

	for (i = 0; i < n; i++)
		sum += v[i];
	return sum;
}

/* Widths that were asked for, when every number has room in them. */
static bool set_asked(struct pdf_grid *g, const struct wants *w, double width)
{
	const struct doc_table *t = g->t;
	double sum = 0;
	int i;

	for (i = 0; i < t->ncolumns; i++)
		sum += t->widths[i] > 0 ? t->widths[i] : 1;
	for (i = 0; i < t->ncolumns; i++) {
		double part = width * (t->widths[i] > 0 ? t->widths[i] : 1) / sum;

		if (part < w->least[i] * g->size + 2 * g->pad)
			return false;
		g->x[i + 1] = g->x[i] + part;
	}
	return true;
}

static bool set_chosen(struct pdf_grid *g, const struct wants *w, double width)
{
	int n = g->t->ncolumns, i;
	double least = sum_of(w->least, n) * g->size + 2 * g->pad * n;
	double best = sum_of(w->best, n) * g->size + 2 * g->pad * n;
	double more = width - least;

	if (more < 0)
		return false;
	for (i = 0; i < n; i++) {
		double narrow = w->least[i] * g->size + 2 * g->pad;
		double wide = w->best[i] * g->size + 2 * g->pad;

		if (best >= width && best > least)
			wide = narrow + more * (wide - narrow) / (best - least);
		else
			wide += (width - best) / n;
		g->x[i + 1] = g->x[i] + wide;
	}
	return true;
}

static bool set_size(struct pdf_grid *g, const struct wants *w, int i)
{
	double width = pdf_page_width(g->landscape);

	g->size = sizes[i];
	g->pad = sizes[i] * 0.28;
	g->leading = sizes[i] * 1.3;
	return (g->t->widths && set_asked(g, w, width)) || set_chosen(g, w, width);
}

/* The largest size with which the columns fit: its number, or -1. */
static int set_widths(struct pdf_grid *g, const struct wants *w, bool landscape)
{
	int i, last = landscape ? SIZES : TURN;

	g->landscape = landscape;
	for (i = 0; i < last; i++)
		if (set_size(g, w, i))
			return i;
	return -1;
}

PangoLayout *pdf_grid_text(struct pdf *p, const struct pdf_grid *g, const struct doc_cell *c,
			   double *indent)
{
	PangoLayout *layout = cell_layout(p, c, g->size);
	/* A hair more than measured: rounding must not wrap a number. */
	double width = g->x[c->column + c->colspan] - g->x[c->column] - 2 * g->pad + 0.05;

	enum cell_align align = table_align(g->t, &g->centring, c);

	*indent = align == CELL_LEFT ? c->level * g->size : 0;
	if (align == CELL_CENTRE)
		*indent = pdf_wrap_evenly(layout, width);
	else
		pdf_wrap(layout, width - *indent, align == CELL_LEFT ? PDF_LEFT : PDF_RIGHT);
	return layout;
}

static void cover(struct pdf_grid *g, const struct doc_cell *c)
{
	int r, k;

	for (r = c->row; r < c->row + c->rowspan; r++)
		for (k = c->column; k < c->column + c->colspan; k++)
			g->covered[(size_t)r * (size_t)g->t->ncolumns + (size_t)k] = true;
}

static void measure_cells(struct pdf *p, struct pdf_grid *g)
{
	PangoLayout *layout;
	double indent;
	size_t i;

	for (i = 0; i < g->t->ncells; i++) {
		layout = pdf_grid_text(p, g, &g->t->cells[i], &indent);
		g->need[i] = pango_layout_get_line_count(layout) * g->leading + 2 * g->pad;
		g_object_unref(layout);
	}
}

/* Rows as high as their own cells ask for; a label over several rows shares out what it lacks. */
static void set_rows(struct pdf_grid *g)
{
	const struct doc_table *t = g->t;
	double *heights = mem_zalloc((size_t)t->nrows, sizeof(double));
	size_t i;
	int r;

	for (r = 0; r < t->nrows; r++)
		heights[r] = g->leading + 2 * g->pad;
	for (i = 0; i < t->ncells; i++)
		if (t->cells[i].rowspan == 1 && g->need[i] > heights[t->cells[i].row])
			heights[t->cells[i].row] = g->need[i];
	for (i = 0; i < t->ncells; i++)
		if (t->cells[i].rowspan > 1)
			stretch(heights, t->cells[i].row, t->cells[i].rowspan, g->need[i]);
	for (r = 0; r < t->nrows; r++)
		g->y[r + 1] = g->y[r] + heights[r];
	free(heights);
}

/* A head that goes on into the body, or that leaves no room for it, is not repeated. */
static void set_head(struct pdf_grid *g)
{
	size_t i;

	g->nhead = g->t->nhead < g->t->nrows ? g->t->nhead : 0;
	for (i = 0; i < g->t->ncells && g->nhead; i++)
		if (g->t->cells[i].row < g->nhead &&
		    g->t->cells[i].row + g->t->cells[i].rowspan > g->nhead)
			g->nhead = 0;
	if (g->y[g->nhead] > pdf_page_height(g->landscape) / 2)
		g->nhead = 0;
}

static int check_rows(const struct pdf_grid *g, const char *name, struct err *err)
{
	double room = pdf_page_height(g->landscape) - g->y[g->nhead];
	int r;

	for (r = g->nhead; r < g->t->nrows; r++)
		if (g->y[r + 1] - g->y[r] > room)
			return err_set(err, ERR_DATA, "%s: table %s: row %d is higher than a page",
				       name, g->t->id, r + 1);
	return 0;
}

double pdf_grid_above(const struct doc_table *t)
{
	if (!*t->title && !*t->unit)
		return PDF_TABLE_SPACE;
	return (*t->title ? PDF_TABLE_TITLE : 0) + (*t->unit ? PDF_TABLE_UNIT : 0);
}

static double whole_height(const struct pdf_grid *g)
{
	return HEADING + pdf_grid_above(g->t) + g->y[g->t->nrows];
}

/* At the size that the columns allow, or a little smaller when that keeps it on one page. */
static void set_heights(struct pdf *p, struct pdf_grid *g, const struct wants *w, int largest)
{
	double page = pdf_page_height(g->landscape);
	int i;

	for (i = largest; i <= WHOLE && set_size(g, w, i); i++) {
		measure_cells(p, g);
		set_rows(g);
		if (whole_height(g) <= page)
			return;
		if (g->y[g->t->nrows] > 2 * page)
			break;
	}
	set_size(g, w, largest);
	measure_cells(p, g);
	set_rows(g);
}

int pdf_grid_make(struct pdf *p, const struct doc_table *t, const char *name, struct pdf_grid *g,
		  struct err *err)
{
	struct wants w;
	int size = -1;

	*g = (struct pdf_grid){ .t = t };
	g->x = mem_zalloc((size_t)t->ncolumns + 1, sizeof(double));
	g->y = mem_zalloc((size_t)t->nrows + 1, sizeof(double));
	g->need = mem_zalloc(t->ncells + 1, sizeof(double));
	g->covered = mem_zalloc((size_t)t->nrows * (size_t)t->ncolumns + 1, sizeof(bool));
	table_centring(t, &g->centring);
	for (size_t i = 0; i < t->ncells; i++)
		cover(g, &t->cells[i]);
	find_wants(p, t, &w);
	if (!p->d->landscape)
		size = set_widths(g, &w, false);
	if (size < 0)
		size = set_widths(g, &w, true);
	if (size >= 0)
		set_heights(p, g, &w, size);
	free(w.least);
	free(w.best);
	if (size < 0)
		return err_set(err, ERR_DATA, "%s: table %s: its %d columns do not fit on a page",
			       name, t->id, t->ncolumns);
	set_head(g);
	return check_rows(g, name, err);
}

void pdf_grid_release(struct pdf_grid *g)
{
	free(g->x);
	free(g->y);
	free(g->need);
	free(g->covered);
	table_centring_release(&g->centring);
	*g = (struct pdf_grid){ 0 };
}

/* Whether the page may end before row b: each label that goes over it has room above or
 * below, where it is set again. */
static bool may_break(const struct pdf_grid *g, int from, int b)
{
	double page = pdf_page_height(g->landscape) - g->y[g->nhead], above, below;
	const struct doc_cell *c;
	size_t i;

	for (i = 0; i < g->t->ncells; i++) {
		c = &g->t->cells[i];
		if (c->row >= b || c->row + c->rowspan <= b)
			continue;
		above = g->y[b] - g->y[c->row > from ? c->row : from];
		below = g->y[c->row + c->rowspan] - g->y[b];
		below = below < page ? below : page;
		if (g->need[i] > above + 0.01 && g->need[i] > below + 0.01)
			return false;
	}
	return true;
}

int pdf_grid_break(const struct pdf_grid *g, int from, double room)
{
	int end = from, b;

	while (end < g->t->nrows && g->y[end + 1] - g->y[from] <= room + 0.01)
		end++;
	if (end == g->t->nrows)
		return end;
	for (b = end; b > from; b--)
		if (may_break(g, from, b))
			return b;
	return end > from ? end : from + 1;
}
