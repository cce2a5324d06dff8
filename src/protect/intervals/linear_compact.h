/*
 * linear_compact: a reduced problem without the variables that are sums of others.
 *
 * A variable that an equation gives as a sum of others, whose bounds the bounds of those imply,
 * is replaced everywhere by that sum, its form.  Of a table with its totals only inner
 * cells remain, and equations that follow from each other that way fall together.
 */
#ifndef PROTECT_LINEAR_COMPACT_H
#define PROTECT_LINEAR_COMPACT_H

#include "protect/intervals/linear_reduce.h"

struct compact {
	const struct reduced *r; /* not owned */
	/* Rows over base variables: sum = 0, or sum <= slack. */
	uint32_t nrows;
	size_t *start;
	uint32_t *vars;
	int64_t *weights;
	__int128 *slack;
	bool *is_equal;
	uint32_t *origins;  /* the row of the problem that it was */
	size_t *rows_start; /* by base variable: its rows */
	uint32_t *rows;
	int64_t *rows_weights;
	/* By variable: its form; of a base variable itself, of a fixed one nothing. */
	size_t *form_start;
	uint32_t *form_vars;
	int64_t *form_weights;
	/* By base variable: the variables in whose form it is, itself among them. */
	size_t *users_start;
	uint32_t *users;
	int64_t *users_weights;
	/* Replaced variables, sums before their parts, and the row that defines each. */
	uint32_t *order, norder;
	uint32_t *definers; /* by variable; REDUCED_NONE: a base variable, or fixed */
};

void compact_build(struct compact *c, const struct reduced *r);
void compact_release(struct compact *c);

#endif
