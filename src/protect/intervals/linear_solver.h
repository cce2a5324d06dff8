/*
 * linear_solver: a ball of a compact problem in GLPK.
 *
 * What is outside of the ball stays at the truth.  Programs are solved by the primal
 * simplex from the basis of the last one.  GLPK says nothing on the terminal; what makes it
 * give up (a failed assertion, no memory) comes back from solver_guard() as ERR_BUG.
 * GLPK keeps one state for the process: not for several threads.
 */
#ifndef PROTECT_LINEAR_SOLVER_H
#define PROTECT_LINEAR_SOLVER_H

#include "protect/intervals/linear_ball.h"

enum solver_status {
	SOLVER_OPTIMAL,
	SOLVER_UNBOUNDED,
	SOLVER_LIMIT, /* no pivots are left */
	SOLVER_NONE,  /* of whole numbers: there is no solution */
	SOLVER_FAILED /* numerical trouble: nothing is known */
};

struct solver {
	void *problem;		 /* of GLPK */
	const struct ball *ball; /* not owned */
	const struct compact *c;
	uint32_t *local;   /* by var of the problem: its number here; not owned */
	long long *pivots; /* what is left; not owned */
	long long programs;
};

/* Calls work(ctx); whatever GLPK had is gone after a failure of GLPK itself. */
int solver_guard(int (*work)(void *ctx, struct err *err), void *ctx, struct err *err);

/* local: room by var; pivots: what is left of the limit. */
void solver_open(struct solver *s, const struct ball *b, uint32_t *local, long long *pivots);
void solver_close(struct solver *s);

/* The objective, to be maximised: first clear, then add variables with the part of their forms
 * that is here. */
void solver_clear(struct solver *s);
void solver_add(struct solver *s, uint32_t var, double weight);
/* Bounds of a base variable's difference, +-LINEAR_NO_LIMIT. */
void solver_bound(struct solver *s, uint32_t base, int64_t low, int64_t high);
/* One more row: a variable's difference is at least (direction 1) or at most (-1) so much. */
void solver_require(struct solver *s, uint32_t var, int direction, int64_t much);
void solver_require_no_more(struct solver *s);
enum solver_status solver_solve(struct solver *s);
/* Any solution in whole numbers; after solver_solve(). */
enum solver_status solver_solve_whole(struct solver *s, long long pivots, int nodes);
/* Of base variables. */
double solver_value(const struct solver *s, uint32_t base);
double solver_whole_value(const struct solver *s, uint32_t base);
/* The dual value of row i of the ball. */
double solver_row_price(const struct solver *s, uint32_t i);

#endif
