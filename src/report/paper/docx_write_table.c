#include "report/paper/docx_write_table.h"

#include <stdlib.h>

#include "core/mem.h"
#include "report/paper/printable.h"
#include "report/paper/table_widths.h"

/* A half-width character of 1 half-point is 5 twips wide; 1 mm is left and right in a cell,
 * half a millimetre above and below. */
enum { TWIPS = 5, MARGIN = 57, PADDING = 28 };

/* Lines and the lowest row, in twips for each half-point of the letters.  Lines are exact: the
 * pages of a form are the same whatever font stands in for one that is missing. */
enum { LINE = 12, ROW_LOW = 19 };

struct table_writer {
	const struct doc_table *table;
	int *widths;
	struct table_centring centring;
	int size; /* of the letters, in half-points */
	struct buf *b;
};

static void put_text(struct buf *b, const char *text, size_t n)
{
	char *part = mem_strndup(text, n);

	if (n) {
		buf_puts(b, "<w:t xml:space=\"preserve\">");
		printable_markup(b, part, false);
		buf_puts(b, "</w:t>");
	}
	free(part);
}

void docx_runs(struct buf *b, const char *text, const char *properties)
{
	size_t n;

	if (!*text)
		return;
	buf_puts(b, "<w:r>");
	if (*properties)
		buf_printf(b, "<w:rPr>%s</w:rPr>", properties);
	for (;; text += n + 1) {
		n = strcspn(text, "\n");
		put_text(b, text, n);
		if (!text[n])
			break;
		buf_puts(b, "<w:br/>");
	}
	buf_puts(b, "</w:r>");
}

/* The largest letters in which no number of the table breaks. */
static int letter_size(const struct doc_table *t, int width)
{
	static const int sizes[] = { 24, 21, 18, 15, 13, 11, 9 };
	size_t i = t->ncolumns <= 6 ? 0 : t->ncolumns <= 9 ? 1 : 2;
	int need = table_need(t);

	while (i + 1 < sizeof(sizes) / sizeof(*sizes) && width / (sizes[i] * TWIPS) < need)
		i++;
	return sizes[i];
}

static int span_width(const struct table_writer *w, int column, int span)
{
	int sum = 0;

	while (span-- > 0)
		sum += w->widths[column + span];
	return sum;
}

static const char *cell_style(const struct table_writer *w, const struct doc_cell *c)
{
	bool is_left = table_align(w->table, &w->centring, c) == CELL_LEFT;

	if (c->head)
		return is_left ? "TableLabel" : "TableHead";
	return is_left ? "TableText" : "TableNumber";
}

/* What the style does not say: how far a label is set in, numbers that stand at the right. */
static void put_place(const struct table_writer *w, const struct doc_cell *c)
{
	enum cell_align align = table_align(w->table, &w->centring, c);

	if (c->level > 0 && align == CELL_LEFT)
		buf_printf(w->b, "<w:ind w:left=\"%d\"/>", c->level * 2 * w->size * TWIPS);
	if (align == CELL_RIGHT)
		buf_puts(w->b, "<w:jc w:val=\"right\"/>");
}

/* c is NULL where no cell covers the place, and in the rows below the first of a cell. */
static void put_paragraph(const struct table_writer *w, const struct doc_cell *c)
{
	char size[64], mark[128];

	snprintf(size, sizeof(size), "<w:sz w:val=\"%d\"/><w:szCs w:val=\"%d\"/>", w->size,
		 w->size);
	buf_printf(w->b,
		   "<w:p><w:pPr><w:pStyle w:val=\"%s\"/>"
		   "<w:spacing w:line=\"%d\" w:lineRule=\"exact\"/>",
		   c ? cell_style(w, c) : "TableText", w->size * LINE);
	if (c)
		put_place(w, c);
	buf_printf(w->b, "<w:rPr>%s</w:rPr></w:pPr>", size);
	if (c)
		docx_runs(w->b, c->text, size);
	if (c && c->mark) {
		snprintf(mark, sizeof(mark), "<w:rStyle w:val=\"Mark\"/>%s", size);
		docx_runs(w->b, c->mark, mark);
	}
	buf_puts(w->b, "</w:p>");
}

/* What stands at the place; the column behind it. */
static int put_cell(const struct table_writer *w, int row, int column)
{
	const struct doc_cell *c = doc_table_at(w->table, row, column);
	int span = c ? c->colspan : 1;

	buf_printf(w->b, "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/>",
		   span_width(w, column, span));
	if (span > 1)
		buf_printf(w->b, "<w:gridSpan w:val=\"%d\"/>", span);
	if (c && c->rowspan > 1)
		buf_puts(w->b, c->row == row ? "<w:vMerge w:val=\"restart\"/>" : "<w:vMerge/>");
	buf_puts(w->b, "<w:vAlign w:val=\"center\"/></w:tcPr>");
	put_paragraph(w, c && c->row == row ? c : NULL);
	buf_puts(w->b, "</w:tc>");
	return column + span;
}

static void put_row(const struct table_writer *w, int row)
{
	int column = 0;

	buf_printf(w->b,
		   "<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=\"%d\" w:hRule=\"atLeast\"/>%s"
		   "</w:trPr>",
		   w->size * ROW_LOW, row < w->table->nhead ? "<w:tblHeader/>" : "");
	while (column < w->table->ncolumns)
		column = put_cell(w, row, column);
	buf_puts(w->b, "</w:tr>");
}

static void put_properties(const struct table_writer *w, int width)
{
	static const char *const edges[] = {
		"top", "left", "bottom", "right", "insideH", "insideV"
	};
	const struct doc_table *t = w->table;
	size_t i;
	int k;

	buf_printf(w->b,
		   "<w:tblPr><w:tblW w:w=\"%d\" w:type=\"dxa\"/><w:jc w:val=\"center\"/>"
		   "<w:tblBorders>",
		   width);
	for (i = 0; i < sizeof(edges) / sizeof(*edges); i++)
		buf_printf(w->b,
			   "<w:%s w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>",
			   edges[i]);
	buf_printf(w->b,
		   "</w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar>"
		   "<w:top w:w=\"%d\" w:type=\"dxa\"/>"
		   "<w:left w:w=\"%d\" w:type=\"dxa\"/>"
		   "<w:bottom w:w=\"%d\" w:type=\"dxa\"/><w:right w:w=\"%d\" w:type=\"dxa\"/>"
		   "</w:tblCellMar><w:tblLook w:firstRow=\"%d\"/>",
		   PADDING, MARGIN, PADDING, MARGIN, t->nhead > 0);
	if (*t->id) {
		buf_puts(w->b, "<w:tblCaption w:val=\"");
		printable_markup(w->b, t->id, false);
		buf_puts(w->b, "\"/>");
	}
	if (*t->title) {
		buf_puts(w->b, "<w:tblDescription w:val=\"");
		printable_markup(w->b, t->title, false);
		buf_puts(w->b, "\"/>");
	}
	buf_puts(w->b, "</w:tblPr><w:tblGrid>");
	for (k = 0; k < t->ncolumns; k++)
		buf_printf(w->b, "<w:gridCol w:w=\"%d\"/>", w->widths[k]);
	buf_puts(w->b, "</w:tblGrid>");
}

void docx_table(const struct doc_table *t, int width, struct buf *b)
{
	size_t n = (size_t)t->ncolumns;
	struct table_writer w = { .table = t, .b = b };
	int row;

	if (t->nrows == 0 || t->ncolumns == 0)
		return;
	w.widths = mem_zalloc(n, sizeof(*w.widths));
	w.size = letter_size(t, width);
	table_widths(t, width / (w.size * TWIPS), width, w.widths);
	table_centring(t, &w.centring);
	buf_puts(b, "<w:tbl>");
	put_properties(&w, width);
	for (row = 0; row < t->nrows; row++)
		put_row(&w, row);
	buf_puts(b, "</w:tbl>");
	free(w.widths);
	table_centring_release(&w.centring);
}
