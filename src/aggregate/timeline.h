/*
 * timeline: the periods of a table, in display order, and which months each
 * kind of measure takes into each of them.
 *
 * Months are counted as in date.h (year * 12 + month - 1).  The range is the
 * stream's yg.period.  A quarter or year of which some month lies outside the
 * range is incomplete: left out, or kept as provisional and cut at the range.
 */
#ifndef AGGREGATE_TIMELINE_H
#define AGGREGATE_TIMELINE_H

#include "aggregate/spec.h"

/* Statuses that time alone decides, in the order in which they win. */
enum time_status { TIME_NORMAL, TIME_PROVISIONAL, TIME_UNAVAILABLE };

struct span {
	struct period period;
	int32_t first, last; /* months, within the range */
	int parent;	     /* the nearest span around it that is shown, or -1 */
	bool incomplete;
	enum time_status status[KINDS];
};

struct timeline {
	int32_t first, last; /* the range */
	struct span *spans;
	int n;
};

/* The dimension must be a period dimension of the spec. */
void timeline_make(struct timeline *t, const struct spec *s, const struct spec_dimension *d,
		   int32_t first, int32_t last);
void timeline_release(struct timeline *t);
/* Whether rows of the months from..to (one month, or all months at whose end
 * a row is valid) count in the span. */
bool span_takes(const struct span *s, enum measure_kind kind, int32_t from, int32_t to);

#endif
