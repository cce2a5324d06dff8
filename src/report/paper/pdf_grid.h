/*
 * pdf_grid: the measures of one table on paper: size of type, columns, rows.
 */
#ifndef REPORT_PDF_GRID_H
#define REPORT_PDF_GRID_H

#include "report/paper/pdf_paper.h"
#include "report/paper/table_widths.h"

/* Heights of the lines above a table; the space where it has none. */
enum { PDF_TABLE_TITLE = 26, PDF_TABLE_UNIT = 18, PDF_TABLE_SPACE = 8 };

struct pdf_grid {
	const struct doc_table *t;
	bool landscape;
	double size, leading, pad;
	double *x;     /* ncolumns + 1: from the left edge of the type area */
	double *y;     /* nrows + 1: from the top of the first row */
	double *need;  /* of each cell: the height of its text with the padding */
	bool *covered; /* nrows * ncolumns */
	struct table_centring centring;
	int nhead; /* rows to be repeated, 0 when they fill a page */
};

int pdf_grid_make(struct pdf *p, const struct doc_table *t, const char *name, struct pdf_grid *g,
		  struct err *err);
void pdf_grid_release(struct pdf_grid *g);

/* The height of what stands above the first row. */
double pdf_grid_above(const struct doc_table *t);
/* The text of a cell as it is set, wrapped to its place, that far from its left padding. */
PangoLayout *pdf_grid_text(struct pdf *p, const struct pdf_grid *g, const struct doc_cell *c,
			   double *indent);
/* The row at which the page must end that begins with row `from` and has that much room; at
 * least one row, and no row or label parted where it need not be. */
int pdf_grid_break(const struct pdf_grid *g, int from, double room);

#endif
