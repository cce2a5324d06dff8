/*
 * filled_lines: the rows of one table of a form that hold data, and the rows of a paper that
 * bear their labels.
 */
#ifndef REPORT_FILLED_LINES_H
#define REPORT_FILLED_LINES_H

#include "report/form/filled_locate.h"

/* A row of the form that holds data. */
struct line {
	int row;
	const struct form_place *label, *code; /* places of its own; or NULL */
	struct wording words, code_words;
	int found; /* row of the paper, or -1 */
	int end;   /* the first column behind its labels there */
};

struct locate {
	const struct form_table *t;
	const struct paper *paper;
	struct line *lines;
	size_t nlines;
	const char *name;
	struct err *err;
};

bool line_row_has_data(const struct form_table *t, int row);
/* To be released by lines_release(). */
void lines_make(struct locate *l);
void lines_release(struct locate *l);
/* The rows of the paper, in the order of the form: line.found. ERR_DATA names a label that none of
 * them bears. */
int lines_find(struct locate *l);
/* The cell of the row that says so, or NULL. */
const struct doc_cell *paper_row_find(const struct paper_row *r, const struct wording *w);
/* ERR_DATA: the label, and the nearest to it that is there. */
int lines_lack(const struct locate *l, const char *label);

#endif
