/*
 * intervals_model: what a reader knows of some measures of a table, as one linear problem.
 *
 * Equations:
 * - A row is the sum of the rows below it along each axis (of stocks, not along periods).
 *   Where a row below is missing, those below that stand for it.
 * - What was added up since January is what it was at the end before, and the flow.
 * - A base without a code of an of-which dimension, and without one of each of several, is
 *   not negative.
 * - What protect.json declares: one measure is a part of another; each head has so much.
 * - Two tables have one value of a quantity where they say the same of all that both have.
 *
 * The true values decide which form holds: sums are equations where they are equal.  Distinct
 * persons overlap; then the whole is at most the sum of its parts and at least each of them.
 * Where parts are missing, it is at least the sum of those that are there.  So nothing is taken
 * for known that does not hold, and sometimes more than anybody knows, which is the safe side.
 *
 * Where zeros are shown, a reader sees which cells are not zero: a whole of three such parts is at
 * least 3, whatever else is suppressed.  That is the floor of a value, and no audit asks for less.
 *
 * Inner cells that no row shows are variables where they matter (intervals_inner.h).
 */
#ifndef PROTECT_INTERVALS_MODEL_H
#define PROTECT_INTERVALS_MODEL_H

#include "protect/intervals/intervals_slots.h"

struct term {
	uint32_t slot;
	int32_t weight;
};

/* The children of each node of an axis. */
struct branches {
	int *start, *nodes;
};

/* A whole and its parts. */
struct kept_sum {
	size_t first, n; /* terms: the whole first */
	bool overlaps;
};

struct interval_model {
	const struct interval_problem *p;
	struct slots slots;
	uint32_t *vars;	 /* by slot; SLOT_NONE: known */
	int64_t *floors; /* by slot: the least that it can be when all that may be hidden is */
	struct linear lp;
	uint32_t *slot_of_var;
	/* By row of lp: slots in it that are shown and may be suppressed. */
	size_t *hideable_start;
	uint32_t *hideable;
	/* Private: */
	int period; /* axis, or -1 */
	struct kept_sum *sums;
	struct term *sum_terms;
	size_t nsums, sums_capacity, nsum_terms, sum_terms_capacity;
	struct branches branches[CELLS_MAX_AXES];
	struct term *terms; /* of the relation at work */
	size_t nterms, terms_capacity, start_capacity, hideable_capacity;
	struct keymap rows; /* of lp by what is in them */
};

/* is_in: by measure. */
int model_build(struct interval_model *m, const struct interval_problem *p, const bool *is_in,
		struct err *err);
void model_release(struct interval_model *m);

/* The rest is private: for intervals_relations.c. */

void model_begin(struct interval_model *m);
void model_term(struct interval_model *m, uint32_t slot, int32_t weight);
/* The sum of the terms, as the true values have it. */
__int128 model_sum(const struct interval_model *m);
/* The relation at work, a whole less its parts, is needed for floors. */
void model_keep_sum(struct interval_model *m, bool overlaps);
/* The sum of the terms is 0, not above or not below it; nothing when the true values say
 * otherwise. */
int model_put(struct interval_model *m, enum linear_sense sense, struct err *err);

#endif
