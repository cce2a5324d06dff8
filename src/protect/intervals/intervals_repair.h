/*
 * intervals_repair: which shown row to suppress so that an interval becomes wider.
 */
#ifndef PROTECT_INTERVALS_REPAIR_H
#define PROTECT_INTERVALS_REPAIR_H

#include "protect/intervals/intervals_model.h"

struct repairer {
	const struct interval_model *m;
	/* Private: rows of the problem by variable, and what one search has seen. */
	size_t *start;
	uint32_t *rows;
	uint32_t *seen_vars, *seen_rows, search;
	uint32_t *queue, *next;
};

void repairer_init(struct repairer *r, const struct interval_model *m);
void repairer_release(struct repairer *r);
/*
 * Of the shown rows in the equations of `blame` the cheapest, then the first; where there is none,
 * of those in the equations nearest to the variable.  CELLS_NO_ROW: none anywhere.
 */
uint32_t repairer_find(struct repairer *r, uint32_t var, const uint32_t *blame, size_t nblame);

#endif
