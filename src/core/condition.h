/*
 * condition: one term of a filter, bound to a column and its type.
 *
 * Numbers and dates become a range, or a sorted list; texts a range of bytes or
 * a set.  What differs between the types is only how a row's value is read.
 */
#ifndef CORE_CONDITION_H
#define CORE_CONDITION_H

#include "core/codes.h"
#include "core/filter.h"

struct condition {
	int column;
	enum field_type type;
	enum filter_op op;
	/* Numbers (bool 0 or 1, int64, decimal, date): */
	__int128 least, most; /* inclusive */
	__int128 *list;	      /* FILTER_IN: ascending */
	size_t nlist;
	double real_least, real_most; /* FIELD_FLOAT64 */
	double *real_list;
	/* Texts: */
	struct dict *set; /* IS, NOT, IN, UNDER; owned */
	struct str bound; /* AT_LEAST, AT_MOST; a view into the filter */
	/* Answers so far for the entries of a dictionary: */
	uint64_t serial;
	unsigned char *answers;
	size_t nanswers;
};

/* codes: for FILTER_UNDER, else NULL. */
int condition_make(struct condition *t, const struct filter_term *term, const struct field *field,
		   const struct codes *codes, struct err *err);
void condition_release(struct condition *t);
/* keep[i] = keep[i] && the condition holds for row i. */
void condition_rows(struct condition *t, const struct column *c, int64_t nrows, bool *keep);

#endif
