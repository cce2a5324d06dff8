/*
 * linear_ball: a neighbourhood of a variable in a compact problem.
 *
 * It has variables and rows; all variables of its first `ncore` rows are in it, the others are
 * boundary rows, which leave it.  With everything outside at the truth, a program of the ball
 * finds witnesses; without the boundary rows its optimum is an upper bound of the true one, which
 * proves failures.  So large problems are mostly decided by many small programs.
 *
 * It grows by the row that lacks the fewest variables.
 */
#ifndef PROTECT_LINEAR_BALL_H
#define PROTECT_LINEAR_BALL_H

#include "protect/linear_compact.h"

struct ball_step {
	uint32_t lacks, row;
};

struct ball {
	const struct compact *c;
	uint32_t *vars, nvars, *rows, ncore, nrows;
	uint32_t *numbers; /* by row of the ball: its place in rows */
	bool is_whole;	   /* the whole component */
	/* Private: */
	uint32_t *seen_vars, *seen_rows, *core, stamp;
	uint32_t *lacks;	 /* by row */
	struct ball_step *steps; /* a heap */
	size_t nsteps, steps_capacity;
};

void ball_begin(struct ball *b, const struct compact *c);
void ball_release(struct ball *b);
/* About `limit` variables around the form of one that is not fixed, and not twice as many. */
void ball_grow(struct ball *b, uint32_t var, uint32_t limit);
/* Whether all of a variable's form is in it. */
bool ball_holds(const struct ball *b, uint32_t var);

static inline bool ball_has(const struct ball *b, uint32_t base)
{
	return b->seen_vars[base] == b->stamp;
}

#endif
