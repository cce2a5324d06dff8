/*
 * vertices: the attacker's linear programs over one polytope (GLPK).
 *
 * Each optimum shows values that are possible (a vertex) and, for a program about one
 * unknown, proves a bound in whole numbers (polytope_prove()).  Random objectives move all unknowns
 * at once: what a vertex shows to be possible up to its bound needs no program of its own; the rest
 * get one each, warm-started.  The same problem has the same result everywhere: randomness has a
 * fixed seed, and the limit is counted in pivots.
 */
#ifndef VERIFY_VERTICES_H
#define VERIFY_VERTICES_H

#include "core/err.h"
#include "verify/polytope.h"

struct vertices {
	/* By unknown: */
	int64_t *low, *high;		/* proved */
	double *seen_low, *seen_high;	/* possible, as far as the solver is right */
	uint32_t *low_rows, *high_rows; /* rows in the proof by a program; 0: none was needed */
	bool *is_settled;		/* no program of this kind can prove more */
};

struct effort {
	long long pivots_left, pivots, programs;
};

enum vertices_end {
	VERTICES_DONE,
	VERTICES_LIMIT,	       /* what is there is proved, more might be */
	VERTICES_CONTRADICTION /* no point satisfies all rows */
};

/* end is set with 0; -1: a signal. */
int vertices_find(struct vertices *v, const struct polytope *p, struct effort *effort,
		  enum vertices_end *end, struct err *err);
void vertices_release(struct vertices *v); /* legal on zeroes */

#endif
