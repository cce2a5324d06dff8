/*
 * html_heads: which cells of a printed table are heads, of what, and which of them say
 * what a number is: for scope= and headers= (HTML, 4.9.11 and 4.9.12).
 *
 * A head stands over columns when it is in the head rows, or in a row that holds no
 * datum (第二十条第（五）项 in the middle of table two); any other is the head of its row.  A number
 * belongs to the heads at its left and to those of the nearest group of head rows above
 * it; when that is but the title of a section, to the head rows on top as well.
 */
#ifndef REPORT_HTML_HEADS_H
#define REPORT_HTML_HEADS_H

#include "report/paper/doc.h"

enum html_role { HTML_DATUM, HTML_OVER_COLUMNS, HTML_OVER_SECTION, HTML_OF_ROW };

struct html_heads {
	const struct doc_table *t;
	int *at;	       /* nrows * ncolumns: the cell there, or -1 */
	enum html_role *roles; /* of each cell; a head without text is a datum */
	int nhead;	       /* rows of thead: none when a cell of theirs goes on below */
	bool spans;	       /* scope alone would not do: headers are needed */
};

void html_heads_make(const struct doc_table *t, struct html_heads *h);
void html_heads_release(struct html_heads *h);
/* The cell at a place, or -1. */
int html_heads_at(const struct html_heads *h, int row, int column);
/* Indexes of the heads of cell i, each once, from top to bottom, then from left to right;
 * to be freed. */
int *html_heads_of(const struct html_heads *h, size_t i, size_t *n);
/* "col", "colgroup", "row", "rowgroup", or NULL for a datum. */
const char *html_heads_scope(const struct html_heads *h, size_t i);
/* Whether a body of its own begins with that row: its labels then reach over no other. */
bool html_heads_begins_body(const struct html_heads *h, int row);

#endif
