/*
 * Small random systems for the elimination: every column a random set of rows,
 * every class, sums that must not be derivable, and insiders.
 */
#ifndef TESTS_RANDOM_SYSTEM_H
#define TESTS_RANDOM_SYSTEM_H

#include "core/mem.h"
#include "exact_rank.h"
#include "protect/pattern/basis.h"
#include "protect/pattern/eliminate.h"

enum random_insiders {
	INSIDERS_ABSENT,
	INSIDERS_OF_ONE, /* each knows one protected cell */
	INSIDERS_OF_SEVERAL
};

struct random_system {
	uint64_t state;
	struct sparse cells;
	uint8_t classes[EXACT_COLUMNS];
	uint32_t order[EXACT_COLUMNS], insiders[EXACT_COLUMNS];
	size_t norder;
	struct combinations also;
};

static inline uint32_t random_below(struct random_system *s, uint32_t n)
{
	return (uint32_t)(sequence_next(&s->state) >> 33) % n;
}

static inline void random_columns(struct random_system *s, uint32_t nrows, uint32_t n)
{
	uint32_t sizes[EXACT_COLUMNS], masks[EXACT_COLUMNS], j, i;

	for (j = 0; j < n; j++) {
		if (random_below(s, 3) == 0) /* an inner cell */
			masks[j] = 1u << random_below(s, nrows);
		else if (j > 0 && random_below(s, 6) == 0) /* a cell under two names */
			masks[j] = masks[random_below(s, j)];
		else
			masks[j] = 1 + random_below(s, (1u << nrows) - 1);
		sizes[j] = (uint32_t)__builtin_popcount(masks[j]);
	}
	sparse_begin(&s->cells, nrows, sizes, n);
	for (j = 0; j < n; j++)
		for (i = 0; i < nrows; i++)
			if (masks[j] >> i & 1)
				sparse_put(&s->cells, j, i);
	sparse_end(&s->cells);
}

static inline void random_classes(struct random_system *s, uint32_t n)
{
	static const uint8_t classes[] = { CELL_CANDIDATE, CELL_CANDIDATE, CELL_CANDIDATE,
					   CELL_CANDIDATE, CELL_CANDIDATE, CELL_PROTECTED,
					   CELL_PROTECTED, CELL_HIDDEN };
	bool forces = random_below(s, 3) == 0;
	uint32_t j;

	for (j = 0; j < n; j++) {
		s->classes[j] = classes[random_below(s, 8)];
		if (forces && s->classes[j] == CELL_CANDIDATE && random_below(s, 5) == 0)
			s->classes[j] = CELL_FORCED;
	}
	s->norder = 0;
	for (j = 0; j < n; j++)
		if (s->classes[j] == CELL_FORCED)
			s->order[s->norder++] = j;
	for (j = 0; j < n; j++)
		if (s->classes[j] == CELL_CANDIDATE)
			s->order[s->norder++] = j;
}

static inline void random_sums(struct random_system *s, uint32_t n)
{
	uint32_t k = random_below(s, 4), i;

	for (; k > 0; k--) {
		combinations_begin(&s->also);
		for (i = 1 + random_below(s, 3); i > 0; i--)
			combinations_put(&s->also, random_below(s, n),
					 (int32_t)random_below(s, 5) - 2);
	}
}

static inline void random_knowers(struct random_system *s, uint32_t n, enum random_insiders kind)
{
	uint32_t j, k = 0;

	for (j = 0; j < n; j++) {
		s->insiders[j] = INSIDER_NONE;
		if (kind == INSIDERS_OF_SEVERAL && random_below(s, 4) == 0)
			s->insiders[j] = 7 * random_below(s, 3);
		else if (kind == INSIDERS_OF_ONE && s->classes[j] == CELL_PROTECTED && k <= 14) {
			s->insiders[j] = k;
			k += 7;
		}
	}
}

static inline void random_system_make(struct random_system *s, uint64_t seed,
				      enum random_insiders kind)
{
	uint32_t nrows, n;

	*s = (struct random_system){ .state = seed };
	nrows = 2 + random_below(s, 6);
	n = 3 + random_below(s, 16);
	random_columns(s, nrows, n);
	random_classes(s, n);
	random_sums(s, n);
	random_knowers(s, n, kind);
}

static inline void random_system_release(struct random_system *s)
{
	sparse_release(&s->cells);
	combinations_release(&s->also);
}

static inline void exact_of_cell(const struct sparse *cells, size_t j, int64_t *column)
{
	size_t i;

	memset(column, 0, EXACT_ROWS * sizeof(*column));
	for (i = 0; i < sparse_count(cells, j); i++)
		column[sparse_column(cells, j)[i]] = 1;
}

/* A cell, or behind the cells a sum of `also`. */
static inline void exact_of_thing(const struct random_system *s, size_t thing, int64_t *column)
{
	size_t k, i;
	int64_t cell[EXACT_ROWS];

	if (thing < s->cells.ncolumns) {
		exact_of_cell(&s->cells, thing, column);
		return;
	}
	thing -= s->cells.ncolumns;
	memset(column, 0, EXACT_ROWS * sizeof(*column));
	for (k = s->also.start[thing]; k < s->also.start[thing + 1]; k++) {
		exact_of_cell(&s->cells, s->also.cells[k], cell);
		for (i = 0; i < EXACT_ROWS; i++)
			column[i] += s->also.weights[k] * cell[i];
	}
}

static inline bool exact_is_zero(const int64_t *column)
{
	int i;

	for (i = 0; i < EXACT_ROWS && column[i] == 0;)
		i++;
	return i == EXACT_ROWS;
}

#endif
