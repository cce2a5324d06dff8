#include "report/paper/write.h"

#include "report/paper/charts_table.h"
#include "report/paper/docx_write_parts.h"
#include "report/paper/docx_write_table.h"
#include "report/paper/printable.h"
#include "report/paper/table_widths.h"

/* Word's own limit on the columns of a table. */
enum { COLUMNS_MAX = 63 };

/* Twips: half a character of the body and of the title. */
enum { BODY_HALF = 158, TITLE_HALF = 220 };

struct docx {
	struct buf b;
	int width;     /* of the text, in twips */
	bool new_page; /* the next paragraph begins one */
};

/* properties: what else stands in its w:pPr, or "". */
static void put_paragraph(struct docx *x, const char *style, const char *properties,
			  const char *text)
{
	buf_printf(&x->b, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/>%s%s</w:pPr>", style,
		   x->new_page ? "<w:pageBreakBefore/>" : "", properties);
	docx_runs(&x->b, text, "");
	buf_puts(&x->b, "</w:p>");
	x->new_page = false;
}

/* Two tables that touch would be one: an empty line is below each. */
static int put_table(struct docx *x, const struct doc_table *t, const char *path, struct err *err)
{
	size_t i;

	if (t->ncolumns > COLUMNS_MAX)
		return err_set(err, ERR_DATA,
			       "%s: table %s has more than the %d columns that Word takes", path,
			       t->id, COLUMNS_MAX);
	if (*t->title)
		put_paragraph(x, "TableTitle", "", t->title);
	if (*t->unit)
		put_paragraph(x, "TableUnit", "", t->unit);
	if (x->new_page)
		put_paragraph(x, "TableEnd", "", "");
	docx_table(t, x->width, &x->b);
	for (i = 0; i < t->nnotes; i++)
		put_paragraph(x, "TableNote", "", t->notes[i]);
	put_paragraph(x, "TableEnd", "", "");
	return 0;
}

static int put_charts(struct docx *x, const struct doc_charts *c, const char *path, struct err *err)
{
	struct doc beside;
	int ret;

	doc_init(&beside);
	ret = put_table(x, charts_table(c, &beside), path, err);
	doc_release(&beside);
	return ret;
}

/* A table that has nothing printed above it does not touch the text before it. */
static const char *space_below(const struct doc *d, size_t i)
{
	const struct doc_table *t = &d->blocks[i + 1 < d->nblocks ? i + 1 : i].table;

	if (i + 1 == d->nblocks || d->blocks[i + 1].kind != DOC_TABLE || *t->title || *t->unit)
		return "";
	return "<w:spacing w:after=\"160\"/>";
}

static void put_heading(struct docx *x, int level, const char *properties, const char *text)
{
	char style[] = "Heading0";

	style[7] = (char)('0' + (level < 1 ? 1 : level > 3 ? 3 : level));
	put_paragraph(x, style, properties, text);
}

static int put_block(struct docx *x, const struct doc *d, size_t i, const char *path,
		     struct err *err)
{
	const struct doc_block *block = &d->blocks[i];

	switch (block->kind) {
	case DOC_HEADING:
		put_heading(x, block->level, space_below(d, i), block->text);
		return 0;
	case DOC_PARAGRAPH:
		put_paragraph(x, "Normal", space_below(d, i), block->text);
		return 0;
	case DOC_TABLE:
		return put_table(x, &block->table, path, err);
	case DOC_CHARTS:
		return put_charts(x, &block->charts, path, err);
	case DOC_PAGE_BREAK:
		x->new_page = true;
		return 0;
	}
	return err_set(err, ERR_BUG, "%s: a block of no kind", path);
}

/* start: half characters from where the text begins to the right edge. */
static void put_signed(struct docx *x, const char *style, const char *text, int start)
{
	int left = x->width - start * BODY_HALF;
	char indent[64];

	if (!*text)
		return;
	snprintf(indent, sizeof(indent), "<w:ind w:left=\"%d\"/>", left > 0 ? left : 0);
	put_paragraph(x, style, indent, text);
}

/* GB/T 9704-2012, 7.3.5.2 (without a seal): the issuer ends two characters from the right edge, the
 * date begins two characters behind where the issuer does; a date that would reach further ends
 * two characters from the edge. By where they begin, so that digits may be as wide as they are. */
static void put_signature(struct docx *x, const struct doc *d)
{
	struct buf day = BUF_INIT;
	int issuer = text_width(d->issuer), date, start;

	printable_day(&day, d->date);
	date = text_width(day.p);
	start = *d->issuer && issuer > date + 4 ? issuer + 4 : date + 8;
	put_signed(x, "Issuer", d->issuer, *day.p ? start : issuer + 4);
	put_signed(x, "Date", day.p, start - 4);
	buf_release(&day);
}

static void put_form(struct docx *x, const struct doc *d)
{
	struct buf b = BUF_INIT;

	if (!*d->form)
		return;
	buf_printf(&b, "报告格式：%s", d->form);
	put_paragraph(x, "FormNumber", "", b.p);
	buf_release(&b);
}

/* rId4 to rId7: the order of the parts in docx_write_parts.c. */
static void put_section(struct docx *x, const struct doc *d, const struct docx_page *page)
{
	buf_puts(&x->b, "<w:sectPr>");
	if (*docx_marks(d))
		buf_puts(&x->b, "<w:headerReference w:type=\"default\" r:id=\"rId6\"/>"
				"<w:headerReference w:type=\"even\" r:id=\"rId7\"/>");
	buf_puts(&x->b, "<w:footerReference w:type=\"default\" r:id=\"rId4\"/>"
			"<w:footerReference w:type=\"even\" r:id=\"rId5\"/>");
	buf_printf(&x->b,
		   "<w:pgSz w:w=\"%d\" w:h=\"%d\"%s/><w:pgMar w:top=\"%d\" w:right=\"%d\" "
		   "w:bottom=\"%d\" w:left=\"%d\" w:header=\"850\" w:footer=\"%d\" w:gutter=\"0\"/>"
		   "</w:sectPr>",
		   page->width, page->height, d->landscape ? " w:orient=\"landscape\"" : "",
		   page->top, page->right, page->bottom, page->left, page->bottom - 737);
}

/* A title that does not fit into a line is broken where the name of the bureau ends. */
static void put_title(struct docx *x, const struct doc *d)
{
	size_t n = strlen(d->issuer);
	struct buf b = BUF_INIT;

	if (n && strncmp(d->title, d->issuer, n) == 0 && d->title[n] &&
	    text_width(d->title) * TITLE_HALF > x->width)
		buf_printf(&b, "%s\n%s", d->issuer, d->title + n);
	else
		buf_puts(&b, d->title);
	put_paragraph(x, "Title", "", b.p);
	buf_release(&b);
}

int docx_write(const struct doc *d, const char *path, struct err *err)
{
	struct docx_page page = docx_page(d);
	struct docx x = { .b = BUF_INIT, .width = page.width - page.left - page.right };
	size_t i;
	int ret = -1;

	buf_puts(&x.b, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
		       "<w:document "
		       "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
		       "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/"
		       "relationships\"><w:body>");
	if (*d->title)
		put_title(&x, d);
	for (i = 0; i < d->nblocks; i++)
		if (put_block(&x, d, i, path, err) < 0)
			goto out;
	put_signature(&x, d);
	put_form(&x, d);
	put_section(&x, d, &page);
	buf_puts(&x.b, "</w:body></w:document>");
	ret = docx_pack(d, (struct str){ x.b.p, x.b.n }, path, err);
out:
	buf_release(&x.b);
	return ret;
}
