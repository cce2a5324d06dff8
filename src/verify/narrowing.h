/*
 * narrowing: bounds made tighter row by row, until nothing moves.
 *
 * A row with one unknown gives it exactly; one with several bounds each by the bounds of the
 * others.  Everything is in whole numbers (128 bits), so what comes out is proved.
 */
#ifndef VERIFY_NARROWING_H
#define VERIFY_NARROWING_H

#include "verify/knowledge.h"

enum { REASON_NONE = -1 };

struct narrowing {
	const struct knowledge *k;
	int64_t *low, *high; /* by variable */
	int32_t *reasons;    /* by variable with one value: the row that gave it */
	/* Private: */
	size_t *first; /* by variable: its rows */
	uint32_t *rows_of;
	uint32_t *queue;
	uint8_t *visits; /* by row; QUEUED too */
};

void narrowing_init(struct narrowing *n, const struct knowledge *k);
void narrowing_release(struct narrowing *n); /* legal on zeroes */
/* From the bounds of the knowledge on.  False when it contradicts itself. */
bool narrowing_run(struct narrowing *n, const uint32_t *vars, uint32_t nvars, const uint32_t *rows,
		   uint32_t nrows, enum trust trust);

#endif
