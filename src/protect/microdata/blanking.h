/*
 * blanking: cell suppression: single values of few records become missing, so that
 * the records need not be dropped.
 *
 * A missing value looks like every value (frequency.h), so a record that loses one
 * agrees with more others, and they with it.  While records are seen fewer than k
 * times, the set of cells of one of them is blanked that brings the most records to k
 * for each cell; the record itself must be among them.  Ties: the fewest columns,
 * then the most that others come nearer to k, then the columns that stand last among
 * the quasi-identifiers, then the first record.  Two records that differ in one value
 * so cost one cell, not two.
 *
 * Sets of more than three columns are tried while there are at most 5,000 of them, and at
 * last all columns.  Cost: with u records below k about u³ * sets, but they are worked
 * on 1,024 at a time.
 */
#ifndef PROTECT_BLANKING_H
#define PROTECT_BLANKING_H

#include "core/err.h"
#include "protect/microdata/frequency.h"

/* One record: its pattern, and which quasi-identifiers it loses (bit q). */
struct blank {
	uint32_t pattern, mask;
};

struct blanking {
	struct blank *items; /* every record that was below k; most lose something */
	size_t n, capacity;
	uint64_t ncells;
};

/* At most max_cells are blanked; at most 32 quasi-identifiers. */
int blanking_make(struct blanking *b, const struct patterns *all, uint64_t k, uint64_t max_cells,
		  struct err *err);
void blanking_release(struct blanking *b);

#endif
