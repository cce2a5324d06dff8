#include <math.h>
#include <stdlib.h>

#include "core/mem.h"
#include "verify/polytope.h"

/* Multipliers of rows of 0, 1 and -1 are nearly always small fractions. */
static const int64_t denominators[] = { 1, 2, 3, 4, 5, 6, 8, 12, 60, 840 };

enum { FINE = 1 << 24 };

#define NOISE 1e-7
#define MULTIPLIER_MAX 1e9

static bool is_whole(const struct polytope *p, const double *multipliers, int64_t denominator)
{
	for (uint32_t i = 0; i < p->nrows; i++) {
		double y = multipliers[i] * (double)denominator;

		if (fabs(y - nearbyint(y)) > NOISE * (double)denominator)
			return false;
	}
	return true;
}

/* A multiplier of an inequality has the sign that keeps it one. */
static int64_t multiplier(const struct polytope *p, uint32_t row, double y)
{
	if (fabs(y) > MULTIPLIER_MAX * FINE)
		return 0;
	if ((p->senses[row] == ROW_AT_MOST && y < 0) || (p->senses[row] == ROW_AT_LEAST && y > 0))
		return 0;
	return (int64_t)nearbyint(y);
}

static __int128 floor_div(__int128 a, int64_t b)
{
	__int128 q = a / b;

	return a % b != 0 && a < 0 ? q - 1 : q;
}

/* What is left of the goal when the rows are subtracted is bounded by the bounds. */
static bool add_rest(const struct polytope *p, const __int128 *rest, __int128 *total)
{
	for (uint32_t u = 0; u < p->n; u++) {
		int64_t bound = rest[u] > 0 ? p->high[u] : p->low[u];

		if (rest[u] == 0)
			continue;
		if (bound == BOUND_NONE || bound == -BOUND_NONE)
			return false;
		*total += rest[u] * bound;
	}
	return true;
}

static bool prove_with(const struct polytope *p, uint32_t unknown, int sign,
		       const double *multipliers, int64_t denominator, __int128 *bound,
		       uint32_t *nused)
{
	__int128 *rest = mem_zalloc((size_t)p->n + 1, sizeof(*rest)), total = 0;
	bool does;

	*nused = 0;
	rest[unknown] = sign * (__int128)denominator;
	for (uint32_t i = 0; i < p->nrows; i++) {
		int64_t y = multiplier(p, i, multipliers[i] * (double)denominator);

		if (y == 0)
			continue;
		total += (__int128)y * p->rights[i];
		for (size_t t = p->first[i]; t < p->first[i + 1]; t++)
			rest[p->terms[t]] -= (__int128)y * p->weights[t];
		(*nused)++;
	}
	does = add_rest(p, rest, &total);
	if (does)
		*bound = floor_div(total, denominator);
	free(rest);
	return does;
}

bool polytope_prove(const struct polytope *p, uint32_t unknown, int sign, const double *multipliers,
		    __int128 *bound, uint32_t *nused)
{
	for (size_t i = 0; i < sizeof(denominators) / sizeof(*denominators); i++)
		if (is_whole(p, multipliers, denominators[i]))
			return prove_with(p, unknown, sign, multipliers, denominators[i], bound,
					  nused);
	return prove_with(p, unknown, sign, multipliers, FINE, bound, nused);
}
