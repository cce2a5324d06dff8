/* A document as PDF: blocks one after another on the pages of pdf_paper. */
#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <stdlib.h>

#include "core/file.h"
#include "core/path.h"
#include "report/paper/charts_plan.h"
#include "report/paper/pdf_table.h"
#include "report/paper/printable.h"
#include "report/paper/write.h"

enum { SIZE = 16, LEADING = 28, TITLE = 22, TITLE_LEADING = 36, PER_LINE = 28 };

/* A paragraph is never left with one line alone on a page, unless it has but one; `below` is
 * what must stand on the same page as its last lines. */
static void flow(struct pdf *p, PangoLayout *layout, double size, double leading, double below)
{
	int n = pango_layout_get_line_count(layout), from = 0, take, left;

	while (from < n) {
		left = n - from;
		take = (int)((p->bottom - p->y + 0.01) / leading);
		if (take >= left && p->y + left * leading + below > p->bottom + 0.01)
			take = left - 2;
		if (take < left) {
			take -= left - take == 1 && take > 2;
			take = take < 2 && !pdf_page_is_empty(p) ? 0 : take > 0 ? take : 1;
		}
		take = take < left ? take : left;
		p->y = pdf_lines(p, layout, p->left, p->y, size, leading, from, from + take);
		from += take;
		if (from < n)
			pdf_page(p, p->d->landscape);
	}
}

/* 28 characters fill a line of 156 mm: each is set a little closer than its own width. */
static void set_grid(PangoLayout *layout)
{
	PangoAttrList *list = pango_attr_list_new();
	double each = pdf_page_width(false) / PER_LINE - SIZE;

	pango_attr_list_insert(list, pango_attr_letter_spacing_new((int)(each * PANGO_SCALE)));
	pango_layout_set_attributes(layout, list);
	pango_attr_list_unref(list);
}

static PangoLayout *body_layout(struct pdf *p, enum pdf_face face, bool bold, const char *text,
				bool indent)
{
	PangoLayout *layout = pdf_layout(p, face, SIZE, bold, text);

	set_grid(layout);
	if (indent)
		pango_layout_set_indent(layout,
					(int)(pdf_page_width(false) / PER_LINE * 2 * PANGO_SCALE));
	/* The space after the last character of a line need not fit. */
	pdf_wrap(layout, p->width + 0.5, PDF_LEFT);
	return layout;
}

static void put_outline(struct pdf *p, int level, const char *text)
{
	char place[64];
	struct buf b = BUF_INIT;
	int i;

	snprintf(place, sizeof(place), "page=%d pos=[%d %d]", p->page, (int)p->left, (int)p->y);
	printable_put(&b, text, false);
	p->parents[level] = cairo_pdf_surface_add_outline(
		p->surface, p->parents[level - 1], b.p, place,
		level == 1 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : (cairo_pdf_outline_flags_t)0);
	for (i = level + 1; i < 4; i++)
		p->parents[i] = p->parents[level];
	buf_release(&b);
}

static void put_heading(struct pdf *p, const struct doc_block *b)
{
	static const char *const tags[] = { "H1", "H2", "H3" };
	int level = b->level < 1 ? 1 : b->level > 3 ? 3 : b->level;
	enum pdf_face face = level == 1 ? PDF_HEI : level == 2 ? PDF_KAI : PDF_BODY;
	PangoLayout *layout = body_layout(p, face, level == 3, b->text, true);

	put_outline(p, level, b->text);
	pdf_tag(p, tags[level - 1]);
	flow(p, layout, SIZE, LEADING, 0);
	pdf_untag(p, tags[level - 1]);
	g_object_unref(layout);
}

static void put_paragraph(struct pdf *p, const char *text, double below)
{
	PangoLayout *layout = body_layout(p, PDF_BODY, false, text, true);

	pdf_tag(p, "P");
	flow(p, layout, SIZE, LEADING, below);
	pdf_untag(p, "P");
	g_object_unref(layout);
}

/* A title of two lines parts behind the name of its issuer, not within a date. */
static PangoLayout *title_layout(struct pdf *p)
{
	const char *title = p->d->title, *issuer = p->d->issuer;
	PangoLayout *layout = pdf_layout(p, PDF_TITLE, TITLE, false, title);
	size_t n = strlen(issuer);
	struct buf parted = BUF_INIT;
	int width;

	pango_layout_get_size(layout, &width, NULL);
	if (n == 0 || strncmp(title, issuer, n) != 0 || title[n] == '\0' ||
	    (double)width / PANGO_SCALE <= p->width)
		return layout;
	g_object_unref(layout);
	buf_printf(&parted, "%s\n%s", issuer, title + n);
	layout = pdf_layout(p, PDF_TITLE, TITLE, false, parted.p);
	buf_release(&parted);
	return layout;
}

static void put_title(struct pdf *p)
{
	PangoLayout *layout = title_layout(p);
	double left = p->left;

	p->left += pdf_wrap_evenly(layout, p->width);
	pdf_tag(p, "H");
	flow(p, layout, TITLE, TITLE_LEADING, 0);
	pdf_untag(p, "H");
	p->left = left;
	p->y += LEADING;
	g_object_unref(layout);
}

static void put_mark(struct pdf *p, const struct charts_mark *m, double top, double unit)
{
	static const double look[][3] = { [CHARTS_GRID] = { 0.83, 0.83, 0.83 },
					  [CHARTS_AXIS] = { 0.42, 0.42, 0.42 },
					  [CHARTS_STROKE] = { 0.10, 0.33, 0.56 },
					  [CHARTS_DOT] = { 0.10, 0.33, 0.56 },
					  [CHARTS_TEXT] = { 0.13, 0.13, 0.13 } };
	double x = p->left + m->x * unit, y = top + m->y * unit, size = m->size * unit;
	PangoLayout *layout;

	cairo_set_source_rgb(p->cr, look[m->kind][0], look[m->kind][1], look[m->kind][2]);
	if (m->kind == CHARTS_TEXT) {
		layout = pdf_layout(p, PDF_HEI, size, false, m->text);
		x -= pdf_layout_width(layout) * m->anchor / 2;
		pdf_lines(p, layout, x, y - 0.88 * size, size, size, 0, 1);
		g_object_unref(layout);
	} else if (m->kind == CHARTS_DOT) {
		cairo_new_path(p->cr);
		cairo_arc(p->cr, x, y, 22 * unit, 0, 2 * G_PI);
		cairo_fill(p->cr);
	} else {
		cairo_set_line_width(p->cr, (m->kind == CHARTS_STROKE ? 18 : 8) * unit);
		cairo_move_to(p->cr, x, y);
		cairo_line_to(p->cr, p->left + m->x2 * unit, top + m->y2 * unit);
		cairo_stroke(p->cr);
	}
	cairo_set_source_rgb(p->cr, 0, 0, 0);
}

static void put_charts_title(struct pdf *p, const struct doc_charts *c)
{
	PangoLayout *layout;
	struct buf b = BUF_INIT;

	buf_puts(&b, c->title);
	if (*c->unit)
		buf_printf(&b, "（%s）", c->unit);
	layout = pdf_layout(p, PDF_HEI, 12, false, b.p);
	pdf_wrap(layout, p->width, PDF_CENTRE);
	pdf_tag(p, "Caption");
	flow(p, layout, 12, 20, 0);
	pdf_untag(p, "Caption");
	g_object_unref(layout);
	buf_release(&b);
}

static double charts_unit(const struct pdf *p)
{
	return pdf_page_width(p->d->landscape) / CHARTS_WIDTH;
}

static void put_charts(struct pdf *p, const struct doc_charts *c)
{
	struct charts_plan plan;
	double unit = charts_unit(p);
	size_t i = 0;
	int row;

	pdf_need(p, 20 + CHARTS_ROW * unit);
	put_charts_title(p, c);
	charts_plan_make(c, &plan);
	for (row = 0; row < plan.nrows; row++) {
		pdf_need(p, CHARTS_ROW * unit);
		pdf_tag(p, "Figure");
		for (; i < plan.ends[row]; i++)
			put_mark(p, &plan.marks[i], p->y, unit);
		pdf_untag(p, "Figure");
		p->y += CHARTS_ROW * unit;
	}
	p->y += LEADING / 2;
	charts_plan_release(&plan);
}

/* Who signs does not stand alone on the last page. */
static double end_height(const struct pdf *p)
{
	return (*p->d->issuer ? 2 * LEADING : 0) + (*p->d->date ? LEADING : 0) +
	       (*p->d->form ? LEADING / 2 : 0);
}

/* What must find room below a heading, so that it does not stand alone. */
static int lead_of(struct pdf *p, size_t i, const char *name, double *height, struct err *err)
{
	const struct doc_block *b;
	double below;

	*height = 0;
	for (; i < p->d->nblocks && p->d->blocks[i].kind == DOC_HEADING; i++)
		*height += LEADING;
	if (i == p->d->nblocks)
		return 0;
	b = &p->d->blocks[i];
	if (b->kind == DOC_TABLE) {
		if (pdf_table_lead(p, &b->table, name, &below, err) < 0)
			return -1;
		/* A table that fills its page has its heading before it. */
		if (*height + below <= pdf_page_height(p->d->landscape))
			*height += below;
	} else if (b->kind == DOC_CHARTS) {
		*height += 20 + CHARTS_ROW * charts_unit(p);
	} else if (b->kind == DOC_PARAGRAPH) {
		*height += 2 * LEADING + (i + 1 == p->d->nblocks ? end_height(p) : 0);
	}
	return 0;
}

static int put_block(struct pdf *p, size_t i, const char *name, struct err *err)
{
	const struct doc_block *b = &p->d->blocks[i];
	double height;

	if (b->kind == DOC_TABLE)
		return pdf_table(p, &b->table, name, err);
	if (b->kind == DOC_PAGE_BREAK) {
		if (!pdf_page_is_empty(p))
			pdf_page(p, p->d->landscape);
		return 0;
	}
	if (p->landscape != p->d->landscape)
		pdf_page(p, p->d->landscape);
	if (b->kind == DOC_HEADING) {
		if (lead_of(p, i, name, &height, err) < 0)
			return -1;
		pdf_need(p, height);
		put_heading(p, b);
	} else if (b->kind == DOC_PARAGRAPH) {
		put_paragraph(p, b->text, i + 1 == p->d->nblocks ? end_height(p) : 0);
	} else {
		put_charts(p, &b->charts);
	}
	return 0;
}

static void put_right(struct pdf *p, const char *text)
{
	PangoLayout *layout = body_layout(p, PDF_BODY, false, text, false);

	pdf_wrap(layout, p->width - 2 * SIZE, PDF_RIGHT);
	pdf_tag(p, "P");
	flow(p, layout, SIZE, LEADING, 0);
	pdf_untag(p, "P");
	g_object_unref(layout);
}

/* Who signs and when; then by which form. */
static void put_end(struct pdf *p)
{
	struct buf b = BUF_INIT;
	PangoLayout *layout;

	pdf_need(p, end_height(p));
	p->y += pdf_page_is_empty(p) || !*p->d->issuer ? 0 : LEADING;
	if (*p->d->issuer)
		put_right(p, p->d->issuer);
	printable_day(&b, p->d->date);
	if (b.n)
		put_right(p, b.p);
	if (*p->d->form) {
		buf_clear(&b);
		buf_printf(&b, "报告格式：%s", p->d->form);
		layout = pdf_layout(p, PDF_SONG, 9, false, b.p);
		pdf_wrap(layout, p->width, PDF_LEFT);
		flow(p, layout, 9, 14, 0);
		g_object_unref(layout);
	}
	buf_release(&b);
}

int pdf_write(const struct doc *d, const char *path, struct err *err)
{
	const char *name = path_shown(path);
	struct pdf p;
	int ret = -1;
	size_t i;

	if (pdf_paper_open(&p, d, err) < 0)
		goto out;
	pdf_page(&p, d->landscape);
	pdf_tag(&p, "Document");
	if (*d->title)
		put_title(&p);
	for (i = 0; i < d->nblocks; i++)
		if (put_block(&p, i, name, err) < 0)
			goto out;
	put_end(&p);
	pdf_untag(&p, "Document");
	if (pdf_paper_finish(&p, name, err) < 0)
		goto out;
	ret = file_save(path, 0644, (struct str){ p.bytes.p, p.bytes.n }, err);
out:
	pdf_paper_release(&p);
	return ret;
}
