/* Small multiples as SVG: text as text, one colour, no script, no style from elsewhere. */
#include "report/paper/charts_plan.h"
#include "report/paper/printable.h"
#include "report/paper/write.h"

enum { HEAD = 320 };

static const char *const anchors[] = { "start", "middle", "end" };

static void put_point(struct buf *b, const struct doc_charts *c, const struct doc_series *s,
		      size_t i)
{
	printable_markup(b, s->labels[i], false);
	if (s->missing[i]) {
		buf_puts(b, " 缺");
		return;
	}
	buf_putc(b, ' ');
	printable_number(b, s->values[i], c->scale);
}

/* Every value, for who does not see the picture. */
static void put_desc(struct buf *b, const struct doc_charts *c)
{
	size_t i, j;

	buf_puts(b, "<desc>");
	if (*c->unit) {
		printable_markup(b, c->unit, false);
		buf_puts(b, "。");
	}
	for (i = 0; i < c->nseries; i++) {
		printable_markup(b, c->series[i].name, false);
		for (j = 0; j < c->series[i].npoints; j++) {
			buf_puts(b, j ? "，" : "：");
			put_point(b, c, &c->series[i], j);
		}
		buf_puts(b, "。");
	}
	buf_puts(b, "</desc>\n");
}

static void put_mark(struct buf *b, const struct charts_mark *m, int top)
{
	static const char *const look[] = {
		[CHARTS_GRID] = "stroke=\"#d4d4d4\" stroke-width=\"8\"",
		[CHARTS_AXIS] = "stroke=\"#6b6b6b\" stroke-width=\"10\"",
		[CHARTS_STROKE] = "stroke=\"#1a5490\" stroke-width=\"18\" stroke-linecap=\"round\"",
	};
	int y = m->y + top;

	if (m->kind == CHARTS_TEXT) {
		buf_printf(b, "<text x=\"%d\" y=\"%d\" font-size=\"%d\" text-anchor=\"%s\">", m->x,
			   y, m->size, anchors[m->anchor]);
		printable_markup(b, m->text, false);
		buf_puts(b, "</text>\n");
	} else if (m->kind == CHARTS_DOT) {
		buf_printf(b, "<circle cx=\"%d\" cy=\"%d\" r=\"22\" fill=\"#1a5490\"/>\n", m->x, y);
	} else {
		buf_printf(b, "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" %s/>\n", m->x, y,
			   m->x2, m->y2 + top, look[m->kind]);
	}
}

static void put_head(struct buf *b, const struct doc_charts *c)
{
	buf_puts(b, "<text x=\"0\" y=\"180\" font-size=\"150\" font-weight=\"bold\">");
	printable_markup(b, c->title, false);
	buf_puts(b, "</text>\n");
	buf_printf(b, "<text x=\"%d\" y=\"180\" font-size=\"110\" text-anchor=\"end\">",
		   CHARTS_WIDTH);
	printable_markup(b, c->unit, false);
	buf_puts(b, "</text>\n");
}

void charts_svg(const struct doc_charts *c, struct buf *svg)
{
	struct charts_plan plan;
	int height, row;
	size_t i = 0;

	charts_plan_make(c, &plan);
	height = HEAD + plan.nrows * CHARTS_ROW;
	buf_printf(svg,
		   "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" lang=\"zh-CN\" "
		   "width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" fill=\"#222\" "
		   "font-family=\"'Noto Sans CJK SC','Microsoft YaHei',sans-serif\">\n<title>",
		   CHARTS_WIDTH / 10, height / 10, CHARTS_WIDTH, height);
	printable_markup(svg, c->title, false);
	buf_puts(svg, "</title>\n");
	put_desc(svg, c);
	put_head(svg, c);
	for (row = 0; row < plan.nrows; row++)
		for (; i < plan.ends[row]; i++)
			put_mark(svg, &plan.marks[i], HEAD + row * CHARTS_ROW);
	buf_puts(svg, "</svg>\n");
	charts_plan_release(&plan);
}
