/*
 * intervals_whole: whole numbers that are not negative and add up to given sums.
 */
#ifndef PROTECT_INTERVALS_WHOLE_H
#define PROTECT_INTERVALS_WHOLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/err.h"

/* Each row is a sum of variables. */
struct sums {
	uint32_t nvars, nrows;
	size_t *start; /* by row: nrows + 1 */
	uint32_t *vars;
	int64_t *rights;
};

/* 1: found, in values[nvars], and checked exactly; 0: there are none, or none was found within a
 * limit of pivots; -1: a signal, or the solver gave up. */
int sums_solve(const struct sums *s, int64_t *values, struct err *err);

#endif
