/*
 * polytope: one component as a linear problem in few unknowns: what has one value is gone, what must
 * be equal is one unknown, and no row stands twice.
 */
#ifndef VERIFY_POLYTOPE_H
#define VERIFY_POLYTOPE_H

#include "verify/narrowing.h"

struct polytope {
	uint32_t n; /* unknowns */
	int64_t *low, *high;
	uint32_t nrows;
	size_t *first; /* nrows + 1 */
	uint32_t *terms;
	int32_t *weights;
	int64_t *rights;
	uint8_t *senses;
	uint32_t *unknown_of; /* by place in the component: its unknown, or POLYTOPE_FIXED */
	/* Private: */
	size_t rows_room, terms_room;
};

enum { POLYTOPE_FIXED = 0xffffffffu };

/* As the narrowing left the variables.  False when it contradicts itself. */
bool polytope_make(struct polytope *p, const struct narrowing *n, const uint32_t *vars,
		   uint32_t nvars, const uint32_t *rows, uint32_t nrows, enum trust trust);
void polytope_release(struct polytope *p); /* legal on zeroes */

/*
 * The least upper bound of sign * unknown that multipliers of the rows prove, in whole numbers:
 * any multipliers do, those of the simplex method do best.  False when they prove none.
 * *nused: rows that the proof needs.
 */
bool polytope_prove(const struct polytope *p, uint32_t unknown, int sign, const double *multipliers,
		    __int128 *bound, uint32_t *nused);

#endif
