/*
 * linear_reach: programs in a neighbourhood, and what they reach.
 */
#ifndef PROTECT_LINEAR_REACH_H
#define PROTECT_LINEAR_REACH_H

#include "protect/intervals/linear_ball.h"
#include "protect/intervals/linear_blame.h"
#include "protect/intervals/linear_hunt.h"
#include "protect/intervals/linear_solver.h"

struct reach {
	struct reduced r;
	struct compact c;
	struct hunt hunt;
	struct blame blame;
	struct ball ball;
	long long pivots; /* that are left */
	long long programs;
	/* Private: */
	struct solver solver; /* of the ball */
	uint32_t *local;
	uint32_t *aims; /* of the ball, that were open */
	size_t naims;
	bool *is_listed; /* by variable; only while aims are listed */
	/* The solution at hand: differences by variable, and which are not 0. */
	double *values;
	uint32_t *moved, nmoved;
	bool *is_moved;
	uint64_t sequence;
};

/* ERR_DATA when the truth breaks a row or a bound. */
int reach_begin(struct reach *a, const struct linear *l, const struct linear_goal *goals,
		size_t ngoals, long long pivots, struct err *err);
void reach_release(struct reach *a);

/* These are called under solver_guard(); each leaves the aim open where it comes to no end. */

/* All aims in an open ball around one; of a whole component no aim is left open. */
int reach_around(struct reach *a, struct aim *aim, uint32_t limit, struct err *err);
/* Finds out whether the rows of a closed ball prove that it fails. */
void reach_refute(struct reach *a, struct aim *aim, uint32_t limit);

#endif
