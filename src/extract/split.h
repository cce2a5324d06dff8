/*
 * split: the rows in order, read by one connection or by several.
 *
 * Row numbers are cut into ranges, the same ones whatever the number of
 * connections, and range k is read by connection k mod n, each in a thread of
 * its own and a few parts ahead.  Parts are handed on in the order of the
 * ranges, so that the output and the first error are those of one connection.
 */
#ifndef EXTRACT_SPLIT_H
#define EXTRACT_SPLIT_H

#include "extract/scan.h"

struct split {
	struct scan *scans;
	size_t nscans;
	bool is_whole;	   /* no ranges: scans[0] reads all rows at once */
	bool is_empty;	   /* there are no rows at all */
	int64_t low, high; /* row numbers, inclusive */
};

/* take: 0 or -1; the part is the taker's until it returns; scan: its number. */
int split_run(struct split *s,
	      int (*take)(void *arg, const struct part *part, size_t scan, struct err *err),
	      void *arg, struct err *err);

#endif
