/*
 * echelon: a few vectors over a prime field, each with what it was made from.
 *
 * A pair is a vector `rest`, in which one looks for combinations, and a vector `raw`,
 * which takes part in every step: after a rest has been reduced to 0, raw is
 * the combination of the raw vectors that did it.
 */
#ifndef PROTECT_ECHELON_H
#define PROTECT_ECHELON_H

#include "protect/pattern/basis.h"

struct pair_of_vectors {
	struct vector rest, raw;
};

struct echelon {
	const struct field61 *field; /* not owned */
	struct pair_of_vectors *items;
	uint32_t *pivots; /* each rest is 1 at its own, and 0 at those before it */
	size_t n, items_capacity, pivots_capacity;
	struct vector scratch;
};

void echelon_init(struct echelon *e, const struct field61 *field);
void echelon_release(struct echelon *e);
/* Forgets the pairs and keeps their memory. */
void echelon_clear(struct echelon *e);
/* Whether the rest is a combination of those in e; v is reduced by it in any case. */
bool echelon_reduce(struct echelon *e, struct pair_of_vectors *v);
/* Reduces v and adds a copy of it, unless nothing remains.  counts: by row, the lowest gives
 * the pivot; NULL: the first row does. */
void echelon_add(struct echelon *e, struct pair_of_vectors *v, const uint32_t *counts);

#endif
