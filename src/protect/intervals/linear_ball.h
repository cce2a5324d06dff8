/*
 * linear_ball: a neighbourhood of a variable in a compact problem.
 *
 * An open ball has variables with all of their rows: with everything outside at the truth, a
 * program of it finds witnesses.  It grows by the variable that brings the fewest new rows, so
 * that there is room to move.  A closed ball has rows with all of their variables: the optimum of
 * its program is an upper bound of the true one, which proves failures.  It grows by the row
 * that brings the fewest new variables.  So large problems are mostly decided by small programs.
 */
#ifndef PROTECT_LINEAR_BALL_H
#define PROTECT_LINEAR_BALL_H

#include "protect/intervals/linear_compact.h"

enum ball_shape { BALL_OPEN, BALL_CLOSED };

struct ball_step {
	uint32_t brings, rank, number; /* a variable or a row */
};

struct ball {
	const struct compact *c;
	uint32_t *vars, nvars, *rows, nrows;
	bool is_whole; /* open and closed: nothing else has to do with it */
	/* Private: */
	uint32_t *seen_vars, *seen_rows, stamp; /* in the ball */
	uint32_t *numbers;			/* by row of the ball: its place in rows */
	uint32_t *met, *brings;			/* by what is at its boundary */
	struct ball_step *steps;		/* a heap */
	size_t nsteps, steps_capacity;
};

void ball_begin(struct ball *b, const struct compact *c);
void ball_release(struct ball *b);
/* About `limit` variables around the form of one that is not fixed, and not twice as many. */
void ball_grow(struct ball *b, enum ball_shape shape, uint32_t var, uint32_t limit);
/* Whether all of a variable's form is in it. */
bool ball_holds(const struct ball *b, uint32_t var);

static inline bool ball_has(const struct ball *b, uint32_t base)
{
	return b->seen_vars[base] == b->stamp;
}

static inline bool ball_has_row(const struct ball *b, uint32_t row)
{
	return b->seen_rows[row] == b->stamp;
}

#endif
