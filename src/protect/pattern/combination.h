/*
 * combination: weighted sums of cells: what must not be derivable beside single
 * cells, and how one cell follows from others.
 */
#ifndef PROTECT_COMBINATION_H
#define PROTECT_COMBINATION_H

#include <stddef.h>
#include <stdint.h>

struct field61;
struct sparse;
struct vector;

struct combinations {
	size_t n;
	size_t *start;	 /* n + 1 */
	uint32_t *cells; /* start[n] */
	int32_t *weights;
	/* Private: */
	size_t n_capacity, terms_capacity;
};

/* A zeroed struct is an empty list. */
void combinations_begin(struct combinations *c);
/* Adds a term to the one begun last. */
void combinations_put(struct combinations *c, uint32_t cell, int32_t weight);
void combinations_release(struct combinations *c);

/* v = the sum as a vector over the rows; empty where the terms cancel. */
void combination_vector(const struct combinations *c, size_t i, const struct sparse *cells,
			const struct field61 *f, struct vector *v);

static inline size_t combination_count(const struct combinations *c, size_t i)
{
	return c->start[i + 1] - c->start[i];
}

#endif
