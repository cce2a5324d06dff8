/*
 * Small systems of linear equations over the rationals, solved without fractions
 * (E. H. Bareiss, Sylvester's identity and multistep integer-preserving Gaussian
 * elimination, 1968): what the engine over a prime field is compared with.
 */
#ifndef TESTS_EXACT_RANK_H
#define TESTS_EXACT_RANK_H

#include <stdint.h>
#include <string.h>

enum { EXACT_ROWS = 8, EXACT_COLUMNS = 40 };

struct exact {
	int nrows, n;
	int64_t columns[EXACT_COLUMNS][EXACT_ROWS];
};

static inline void exact_put(struct exact *e, const int64_t *column)
{
	memcpy(e->columns[e->n++], column, sizeof(e->columns[0]));
}

static inline void exact_swap(int64_t *a, int64_t *b)
{
	int64_t x = *a;

	*a = *b;
	*b = x;
}

/* The rank of the columns; minors of small numbers are small. */
static inline int exact_rank(const struct exact *from)
{
	struct exact e = *from;
	int64_t before = 1, pivot;
	int rank = 0, i, j, k;

	for (i = 0; i < e.nrows && rank < e.n; i++) {
		for (j = rank; j < e.n && e.columns[j][i] == 0;)
			j++;
		if (j == e.n)
			continue;
		for (k = 0; k < e.nrows; k++)
			exact_swap(&e.columns[rank][k], &e.columns[j][k]);
		pivot = e.columns[rank][i];
		for (j = rank + 1; j < e.n; j++)
			for (k = e.nrows - 1; k >= i; k--)
				e.columns[j][k] = (int64_t)(((__int128)pivot * e.columns[j][k] -
							     (__int128)e.columns[j][i] *
								     e.columns[rank][k]) /
							    before);
		before = pivot;
		rank++;
	}
	return rank;
}

/* Whether the target is a combination of the columns. */
static inline int exact_spans(const struct exact *e, const int64_t *target)
{
	struct exact with = *e;

	exact_put(&with, target);
	return exact_rank(&with) == exact_rank(e);
}

#endif
