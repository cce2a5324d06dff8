/*
 * filter: the one small form of condition in pipeline files.
 *
 *	[{"column": "status", "is": "paid"},
 *	 {"column": "relief_type", "in": ["0101", "0102"]},
 *	 {"column": "relief_type", "under": "01"}       a code or any below it
 *	 {"column": "amount", "at_least": "0.01"},
 *	 {"column": "birth", "at_most": "2012-12-31"},
 *	 {"column": "end_date", "null": true},
 *	 {"column": "remark", "not": "x"}]
 *
 * All must hold.  Values are JSON strings (or integers), read by the type of
 * the column.  A NULL satisfies only "null": true.  yg-extract turns a filter
 * into SQL with bound values; other stages evaluate it by filter_rows().
 */
#ifndef CORE_FILTER_H
#define CORE_FILTER_H

#include "core/json.h"
#include "core/record.h"

enum filter_op {
	FILTER_IS,
	FILTER_NOT,
	FILTER_IN,
	FILTER_UNDER,
	FILTER_AT_LEAST,
	FILTER_AT_MOST,
	FILTER_NULL,
	FILTER_NOT_NULL
};

struct filter_term {
	const char *column; /* a view into the document */
	enum filter_op op;
	const char **values; /* texts; nvalues >= 1 but for the NULL ops */
	size_t nvalues;
	struct json at; /* for messages */
};

struct filter {
	struct filter_term *terms;
	size_t n;
};

/* v is the array; the document must outlive the filter. */
int filter_read(struct json v, struct filter *f, struct err *err);
void filter_release(struct filter *f);

/* A filter bound to a schema: columns found, values read by their types.  It
 * serves one reader: answers are kept per entry of that reader's dictionaries.
 * The filter must outlive it. */
struct filter_bound;
struct codes;
/* find_codes resolves "under" by the column's META_CODES; NULL forbids it. */
int filter_bind(const struct filter *f, const struct schema *s,
		const struct codes *(*find_codes)(void *arg, const char *name), void *arg,
		struct filter_bound **out, struct err *err);
void filter_bound_free(struct filter_bound *b);
/* keep[i] = keep[i] && all terms hold for row i. */
void filter_rows(struct filter_bound *b, const struct batch *batch, bool *keep);

#endif
