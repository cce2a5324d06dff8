/*
 * rollup: the cells of one combination: every operation walked over its
 * partitions, then rolled up the tree.
 */
#ifndef AGGREGATE_ROLLUP_H
#define AGGREGATE_ROLLUP_H

#include "aggregate/cube.h"
#include "aggregate/distinct.h"
#include "aggregate/largest.h"
#include "aggregate/quantile.h"

/* Scratch of one thread. */
struct rollup {
	const struct cube *cube;
	const struct hierarchy_tree *tree; /* of the combination at work */
	int64_t **tallies;		   /* [slot][node]; neutral between combinations */
	__int128 **amounts;		   /* [slot][node] */
	bool *is_touched;		   /* by node */
	int32_t *touched, *sorted;
	size_t ntouched;
	uint32_t *mapped; /* nodes of one chunk */
	size_t mapped_capacity;
	struct distinct *distincts; /* by key */
	struct quantile quantile;
	struct largest largest;
	struct some { /* the rows of one chunk that a measure's filter takes */
		uint32_t *nodes, *ids;
		int64_t *numbers;
		size_t capacity;
	} some;
	bool overflow;
};

void rollup_init(struct rollup *r, const struct cube *c);
void rollup_release(struct rollup *r);
/* Fills the combo's cells.  ERR_DATA when a sum leaves 38 digits. */
int rollup_combo(struct rollup *r, struct combo *combo, struct err *err);

#endif
