/*
 * linear: the attacker's linear programs, and witnesses against him.
 *
 * A reader of a release knows linear equations and inequalities of the hidden
 * values, and bounds.  For every goal (a hidden value that is protected) he looks
 * for its least and its greatest value.  The goal holds when it can be as small
 * as `low` and as great as `high`; the proof is a witness: whole numbers
 * for all hidden values that agree with everything he knows.  Witnesses are found
 * with GLPK and then checked in integer arithmetic alone, so nobody needs to trust
 * the solver.
 *
 * The true values are a feasible point: the programs are in differences from it, so that right
 * sides are 0 and large sums cost no precision.
 *
 * Method: what is decided at once is left out, sums are replaced by their parts (linear_compact.h),
 * then programs of neighbourhoods that grow (linear_ball.h): of all goals in one at once, by
 * chance objectives from a fixed sequence, then of single goals.  Limits are counted in
 * pivots, never in seconds, so the same problem has the same result on every machine.
 * That values are whole numbers counts for the attacker, too: where it is proved that only
 * fractions reach a goal, it fails.  A program that the solver cannot finish proves nothing.
 */
#ifndef PROTECT_LINEAR_H
#define PROTECT_LINEAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/err.h"

enum linear_sense { LINEAR_EQUAL, LINEAR_AT_MOST, LINEAR_AT_LEAST }; /* sum <= right side ... */

#define LINEAR_NO_LIMIT INT64_MAX

struct linear {
	uint32_t nvars, nrows;
	int64_t *truth;	     /* by variable */
	int64_t *low, *high; /* bounds that the attacker knows; -LINEAR_NO_LIMIT, LINEAR_NO_LIMIT */
	size_t *start;	     /* by row: nrows + 1 */
	uint32_t *vars;
	int32_t *weights;
	uint8_t *senses; /* by row; the right side is what the true values make it (EQUAL), or: */
	int64_t *rights; /* by row; of EQUAL rows it is checked against the truth */
	/* Private: */
	size_t vars_capacity, rows_capacity, terms_capacity;
};

/* Builders: a variable, by number; then rows, each with its terms after it. */
uint32_t linear_add_var(struct linear *l, int64_t truth, int64_t low, int64_t high);
uint32_t linear_add_row(struct linear *l, enum linear_sense sense, int64_t right);
void linear_add_term(struct linear *l, uint32_t var, int32_t weight); /* to the last row */
void linear_release(struct linear *l);

struct linear_goal {
	uint32_t var;
	int64_t low, high; /* the attacker must not be able to exclude low or high */
};

enum goal_state {
	GOAL_HOLDS,
	GOAL_FAILS,  /* proved: the interval is too tight */
	GOAL_UNKNOWN /* the limit came first, or no witness in whole numbers was found */
};

/* Hidden values that differ from the true ones. */
struct witness_table {
	uint32_t n;
	uint32_t *vars; /* ascending */
	int64_t *values;
};

struct linear_limits {
	long long pivots; /* of all programs together */
};

struct linear_result {
	uint8_t *low_states, *high_states;    /* enum goal_state by goal */
	uint32_t *low_witness, *high_witness; /* of goals that hold: its number; LINEAR_TRUTH:
					       * the true table is witness enough */
	double *low_found, *high_found; /* of goals that fail: what the attacker finds, with the
					       * rows below; with all rows it may be still narrower */
	struct witness_table *witnesses;
	uint32_t nwitnesses;
	/* Of failing goals, by goal: rows of the problem with which he proves it (dual values). */
	size_t *blame_start; /* ngoals + 1 */
	uint32_t *blame_rows;
	long long programs, pivots;
	uint32_t ncomponents;
};

enum { LINEAR_TRUTH = 0xffffffffu };

/* ERR_DATA when the true values break a row or a bound (names the row number); ERR_BUG when the
 * solver itself breaks down; a signal. */
int linear_audit(const struct linear *l, const struct linear_goal *goals, size_t ngoals,
		 const struct linear_limits *limits, struct linear_result *out, struct err *err);
void linear_result_release(struct linear_result *r);

/* The attacker's interval of one variable, by linear programming; infinite ends are +-INFINITY. */
int linear_interval(const struct linear *l, uint32_t var, double *low, double *high,
		    struct err *err);

/* Whether the witness satisfies every row and bound, in integer arithmetic (128 bits). */
bool linear_check(const struct linear *l, const struct witness_table *w);

#endif
