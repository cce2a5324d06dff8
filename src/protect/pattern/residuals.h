/*
 * residuals: what remains of what is protected modulo the published cells.
 *
 * What is protected are things with numbers: single cells and combinations of
 * cells.  Invariant of the elimination: no residual is 0, so no thing is a
 * combination of published cells.  Publishing a cell gives a thing away exactly
 * when the residuals of the two are proportional; that is found by a hash of
 * the residual divided by its leading value, and then compared in full.
 * Residuals that are proportional once stay so: only the first is kept.
 */
#ifndef PROTECT_RESIDUALS_H
#define PROTECT_RESIDUALS_H

#include <stdbool.h>

#include "protect/pattern/basis.h"

enum { RESIDUAL_NONE = 0xffffffffu };

/* Whose the things are that a residual stands for: the number of an insider,
 * or: */
enum {
	OWNER_ANY = 0xffffffffu,    /* it matters to nobody who knows them */
	OWNER_PUBLIC = 0xfffffffeu, /* nobody knows any */
	OWNER_MIXED = 0xfffffffdu   /* somebody knows one that is not all his */
};

struct residual {
	struct vector vector;
	uint64_t hash;	/* weights · vector */
	uint64_t key;	/* hash / leading value: the same for all multiples */
	uint64_t scale; /* this one = scale * the one that stands for it */
	uint32_t thing, owner;
	uint32_t same_as;	 /* the residual that stands for this one, or RESIDUAL_NONE */
	uint32_t next, previous; /* in the chain of its bucket */
};

/* Residuals that hold, or once held, a row. */
struct holders {
	uint32_t *items;
	uint32_t n, capacity;
};

struct residuals {
	const struct field61 *field;
	uint32_t nrows;
	uint64_t *weights;	 /* by row */
	uint32_t *counts;	 /* by row: how many residuals hold it */
	struct holders *holders; /* by row */
	struct residual *items;
	uint32_t n, capacity;
	uint32_t *of_thing; /* the residual of a protected thing, or RESIDUAL_NONE */
	uint32_t *buckets;
	uint32_t nbuckets; /* a power of two */
	/* Scratch: */
	struct vector difference;
	uint32_t *changed;
	uint64_t *leads, *products;
	size_t changed_capacity, leads_capacity, products_capacity;
};

void residuals_init(struct residuals *rs, const struct field61 *field, uint32_t nrows,
		    size_t nthings, uint64_t seed);
void residuals_release(struct residuals *rs);
/*
 * Protects a thing; before any elimination.  v may be empty: the thing is lost
 * already. A multiple of another thing is the same thing: who owns one owns
 * both.
 */
void residuals_add(struct residuals *rs, uint32_t thing, uint32_t owner, const struct vector *v);
/* Whose a residual is after those of two owners became one. */
uint32_t residuals_join_owners(uint32_t a, uint32_t b);
/* The first thing whose residual is proportional to v, or RESIDUAL_NONE. */
uint32_t residuals_find(const struct residuals *rs, const struct vector *v);
/* Removes row `pivot` from all residuals by v, which is 1 there. */
void residuals_eliminate(struct residuals *rs, const struct vector *v, uint32_t pivot);
/* Whether the residual of a protected thing has become 0: it can be derived. */
bool residuals_is_lost(const struct residuals *rs, uint32_t thing);
/* The residual that stands for a protected thing, which is scale times that
 * one. */
uint32_t residuals_root(const struct residuals *rs, uint32_t thing, uint64_t *scale);
uint64_t residuals_hash(const struct residuals *rs, const struct vector *v);
/* The same for all multiples of v, which is not empty; others may have it too.
 */
uint64_t residuals_key(const struct residuals *rs, const struct vector *v);

#endif
