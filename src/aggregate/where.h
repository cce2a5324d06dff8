/*
 * where: the filters of single measures: each a bit of every row.
 *
 * Measures with the same filter share a bit.  A row whose filter fails is none for the
 * measure, as if it were not there.
 */
#ifndef AGGREGATE_WHERE_H
#define AGGREGATE_WHERE_H

#include "core/filter.h"

enum { WHERE_MAX = 32, WHERE_NONE = -1 };

struct wheres {
	const struct filter *filters[WHERE_MAX]; /* of the spec */
	struct filter_bound *bound[WHERE_MAX];
	int n;
	bool *keep; /* scratch: of one batch */
	size_t capacity;
};

/* The filter's bit, WHERE_NONE when it has no term; ERR_CONFIG when there are too many. */
int wheres_put(struct wheres *w, const struct filter *f, int *bit, struct err *err);
int wheres_bind(struct wheres *w, const struct schema *schema,
		const struct codes *(*find_codes)(void *arg, const char *name), void *arg,
		struct err *err);
void wheres_release(struct wheres *w);
/* masks[n] of the n-th row that is kept. */
void wheres_fill(struct wheres *w, const struct batch *batch, const bool *keep, uint32_t *masks);
/* The filters in words that are the same for the same filters, whatever the order of their terms:
 * appends the first 8 digits of their SHA-256 in brackets, or nothing when neither has a term. */
void where_put_digest(const struct filter *a, const struct filter *b, struct buf *to);

#endif
