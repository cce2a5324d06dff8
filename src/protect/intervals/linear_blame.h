/*
 * linear_blame: with which rows the attacker proves that an aim cannot be reached.
 *
 * In an optimal program these are the rows with a price (dual value); where a bound has a
 * price that other rows made, those rows too.
 */
#ifndef PROTECT_LINEAR_BLAME_H
#define PROTECT_LINEAR_BLAME_H

#include "protect/intervals/linear_hunt.h"
#include "protect/intervals/linear_solver.h"

struct blame_pair {
	uint32_t goal, row;
};

struct blame {
	const struct compact *c;
	struct blame_pair *pairs;
	size_t n, capacity;
	/* Private: */
	uint32_t *seen, *walked, stamp, *todo;
	size_t ntodo;
	double *costs; /* by var; 0 between calls */
	bool *is_touched;
	uint32_t *touched, ntouched;
};

void blame_begin(struct blame *b, const struct compact *c);
void blame_release(struct blame *b);
/* The solver has just found how far the aim goes; NULL: its form is empty. */
void blame_rows(struct blame *b, const struct solver *s, const struct aim *aim);
/* No program stops it, only that values are whole: all rows of the variable. */
void blame_neighbours(struct blame *b, const struct aim *aim);
/* The variable is fixed. */
void blame_bound(struct blame *b, const struct aim *aim);
/* The rows of each goal, ascending. */
void blame_write(struct blame *b, size_t ngoals, size_t **start, uint32_t **rows);

#endif
