/*
 * linear_reduce: a linear problem in differences from the truth, without what is decided at once.
 *
 * A row of one hidden value is a bound, or decides it; a row whose terms can only
 * move one way, while it must not move, decides them all; two values that move together share
 * their bounds.  What is decided has difference 0 for ever, for the truth is feasible.
 */
#ifndef PROTECT_LINEAR_REDUCE_H
#define PROTECT_LINEAR_REDUCE_H

#include "protect/intervals/linear.h"

enum { REDUCED_NONE = 0xffffffffu };

struct reduced {
	const struct linear *l; /* not owned */
	/* Rows: every var once, ascending; AT_LEAST turned round.  sum = 0, or sum <= slack. */
	size_t *start;
	uint32_t *vars;
	int64_t *weights;
	__int128 *slack;
	bool *is_equal, *is_live; /* a row that is not live says nothing that bounds do not */
	/* By var: bounds of the difference (+-LINEAR_NO_LIMIT), and the row that made it so. */
	int64_t *low, *high;
	uint32_t *why_low, *why_high;
	bool *is_fixed;
	size_t *rows_start; /* the rows of each var, live or not */
	uint32_t *rows;
	uint32_t ncomponents; /* of what is not fixed; they share no live row */
};

/* ERR_DATA when the truth breaks a row or a bound. */
int reduced_build(struct reduced *r, const struct linear *l, struct err *err);
void reduced_release(struct reduced *r);

/* Of linear.c: */
int linear_check_truth(const struct linear *l, struct err *err);

#endif
