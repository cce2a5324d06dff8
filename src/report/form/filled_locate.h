/*
 * filled_locate: where the tables of a form stand on a paper that people made.
 *
 * A paper is all rows of the doc's tables that bear labels of the form, one below the other,
 * so that a table that is cut at a page or typed onto one sheet with another is found all the
 * same.  Rows are found by their labels in the order of the form, columns by the heads above
 * them; rows that the form does not know, blank ones and further heads do no harm.
 */
#ifndef REPORT_FILLED_LOCATE_H
#define REPORT_FILLED_LOCATE_H

#include "report/form/filled.h"

struct paper_cell {
	const struct doc_cell *cell;
	char *fold; /* label_fold() of its text */
};

struct paper_row {
	const struct doc_table *table;
	int row;
	struct paper_cell *cells; /* that begin in the row, from the left */
	size_t n;
};

struct paper {
	struct paper_row *rows;
	size_t n;
};

/* The words by which a place of a form is known: its text and its `also`, folded. */
struct wording {
	char **folds;
	size_t n;
};

/* label_fold() of the text; to be freed. */
char *paper_fold(const char *text);
struct wording wording_of(const char *text, struct json also);
void wording_release(struct wording *w);
bool wording_has(const struct wording *w, const char *fold);

/* Tables for which `takes` is false are left out. */
void paper_make(const struct doc *d, bool (*takes)(void *arg, const struct doc_table *t), void *arg,
		struct paper *p);
void paper_release(struct paper *p);

/* Reads the values of one table of the form, whose first datum has the number `first`, from the
 * paper.  ERR_DATA names a label that is not there and the nearest that is. */
int filled_locate(struct filled *f, const struct form_table *t, int first, const struct paper *p,
		  const char *name, struct err *err);

#endif
