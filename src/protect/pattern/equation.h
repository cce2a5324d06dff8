/*
 * equation: how one cell follows from others, for the words of an explanation.
 *
 * The proof in numbers of what eliminate.h only decides: target = sum of
 * weight * cell over published cells, with small whole or broken weights.
 */
#ifndef PROTECT_EQUATION_H
#define PROTECT_EQUATION_H

#include <stdbool.h>

#include "core/err.h"
#include "protect/pattern/field61.h"
#include "protect/pattern/sparse.h"

struct equation {
	size_t n;
	uint32_t *cells; /* ascending */
	int64_t *weights;
	int64_t divisor; /* of all weights; 1 nearly always */
};

/*
 * 1 and the equation, 0 when the target follows from no published cells, -1 for a signal, or
 * when the weights are not the small fractions that they always are.  may_use: by cell: it may
 * stand in the equation (the target may not).  A short equation is preferred: first only cells
 * near the target, within small sums that hold it, then further ones.  The equation has
 * been checked in whole numbers.
 */
int equation_find(const struct sparse *cells, const bool *may_use, uint32_t target,
		  const struct field61 *field, struct equation *out, struct err *err);
void equation_release(struct equation *e);

#endif
