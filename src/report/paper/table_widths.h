/*
 * table_widths: how wide the columns of a table are, in half-width characters:
 * a digit is one, a Han character two; each cell has two more for its margins.
 */
#ifndef REPORT_TABLE_WIDTHS_H
#define REPORT_TABLE_WIDTHS_H

#include "report/paper/doc.h"

/* The width of all columns in which no number has to be broken. */
int table_need(const struct doc_table *t);
/* The width at which most labels are easy to read. */
int table_want(const struct doc_table *t);
/* Shares total among the columns, each at least 1; room is how many characters total is wide.
 * The table's own widths decide when it has some. total is at least ncolumns. */
void table_widths(const struct doc_table *t, int room, int total, int *widths);

/* The width of the longest line of the text. */
int text_width(const char *text);
/* The lines that it takes in a column of this width. */
int text_lines(const char *text, int width);

enum cell_align { CELL_LEFT, CELL_CENTRE, CELL_RIGHT };

/* What stands in the middle of its cell, on every paper: numbers, unless the table has them at the
 * right; short texts; heads (also those between the data: a row without a datum), labels over
 * several rows, labels in a column of short ones none of which is set in. */
struct table_centring {
	bool *is_long;	/* columns: a long label, or one that is set in, begins in them */
	bool *has_data; /* rows */
};

void table_centring(const struct doc_table *t, struct table_centring *c);
void table_centring_release(struct table_centring *c);
enum cell_align table_align(const struct doc_table *t, const struct table_centring *rule,
			    const struct doc_cell *c);

#endif
