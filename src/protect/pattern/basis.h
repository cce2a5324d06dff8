/*
 * basis: sparse vectors over a prime field in echelon form.
 *
 * Vector k has the value 1 at its pivot row and holds no pivot row of the
 * vectors before it, so one pass in the order of the vectors reduces any column.
 *
 * What a column is reduced to depends on the span and on the pivot rows, not on the
 * vectors.  So when a column joins the span, each stage of its reduction may stand in
 * place of the vector that was subtracted there, where it is shorter: a total
 * gives way to its parts, and the basis stays sparse.
 */
#ifndef PROTECT_BASIS_H
#define PROTECT_BASIS_H

#include "protect/pattern/field61.h"
#include "protect/pattern/sparse.h"

/* Entries that are not 0, by ascending row. */
struct vector {
	uint32_t n, capacity;
	uint32_t *rows;
	uint64_t *values;
};

void vector_release(struct vector *v);
void vector_resize(struct vector *v, uint32_t n); /* entries 0..n-1, contents kept */
void vector_copy(struct vector *to, const struct vector *v);
/* v = column j of m. */
void vector_of_column(struct vector *v, const struct sparse *m, size_t j, const struct field61 *f);
/* Whether neither is 0 and they are multiples of one another. */
bool vector_is_proportional(const struct field61 *f, const struct vector *a,
			    const struct vector *b);
/* The value at the row, or 0. */
uint64_t vector_at(const struct vector *v, uint32_t row);
/* to = a - c * b; `to` is neither a nor b. */
void vector_subtract(const struct field61 *f, const struct vector *a, uint64_t c,
		     const struct vector *b, struct vector *to);

struct stage {
	uint32_t number; /* of the vector that it could replace */
	uint64_t lead;	 /* its value at the pivot of that one */
	struct vector vector;
};

struct basis {
	const struct field61 *field; /* not owned */
	uint32_t nrows, n, capacity;
	struct vector *vectors; /* without their pivots */
	uint32_t *pivots;	/* the pivot row of each vector */
	uint32_t *vector_of;	/* by row: the vector whose pivot it is, or BASIS_NONE */
	/* Scratch of basis_reduce(): */
	uint64_t *sum;
	uint32_t ntouched;
	uint64_t *is_touched, *pending;
	struct stage *stages;
	size_t nstages, stages_capacity;
};

enum { BASIS_NONE = 0xffffffffu };

void basis_init(struct basis *b, const struct field61 *field, uint32_t nrows);
void basis_release(struct basis *b);
/* residual = column j of m, reduced; it holds no pivot row. */
void basis_reduce(struct basis *b, const struct sparse *m, size_t j, struct vector *residual);
/* Uses the stages of the column that was reduced last, which is in the span or is added next. */
void basis_shorten(struct basis *b);
/* Scales v, which is reduced and not 0, to 1 at row `pivot`. */
void basis_scale(const struct basis *b, struct vector *v, uint32_t pivot);
/* Adds a copy of v, reduced and scaled to 1 at row `pivot`. */
void basis_add(struct basis *b, const struct vector *v, uint32_t pivot);

#endif
