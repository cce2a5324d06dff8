/*
 * defects: what is wrong with a release: one line of text each, in the order found.
 *
 * A hostile release may be wrong in every row, so only the first hundred lines are kept; all are
 * counted.
 */
#ifndef VERIFY_DEFECTS_H
#define VERIFY_DEFECTS_H

#include "core/buf.h"
#include "core/err.h"

struct defects {
	const char *where; /* what every line begins with */
	struct buf text;
	long long n;
};

#define DEFECTS_INIT(where)                                                                        \
	{                                                                                          \
		where, BUF_INIT, 0                                                                 \
	}

/* "WHERE: ..." and a line feed. */
void defects_add(struct defects *d, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* What failed because of the release's own content is a defect: 0.  Anything else
 * (a signal, a disk that fails) ends the work: -1. */
int defects_take(struct defects *d, const struct err *err);
/* The lines, and how many more there are. */
void defects_put(const struct defects *d, struct buf *to);
void defects_release(struct defects *d);

#endif
