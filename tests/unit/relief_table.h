/*
 * relief_table: a table of the bench cases with the pattern of the R peer, as the attacker's
 * linear problem: every cell a variable, every code the sum of the codes below it.
 */
#ifndef TESTS_RELIEF_TABLE_H
#define TESTS_RELIEF_TABLE_H

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "core/mem.h"
#include "protect/intervals/linear.h"

enum { RELIEF_DIMENSIONS = 4, RELIEF_KEY = 64 };

struct relief_cell {
	char codes[RELIEF_DIMENSIONS][16];
	uint32_t number;
	long long n;
	bool is_primary, is_suppressed;
};

struct relief_sum { /* a cell is a part of another, along a dimension */
	uint32_t whole, part;
	int dimension;
};

struct relief_table {
	struct relief_cell *cells;
	size_t ncells, cells_capacity;
	int ndimensions;
	struct relief_sum *sums;
	size_t nsums, sums_capacity;
};

static inline int relief_by_codes(const void *a, const void *b)
{
	const struct relief_cell *x = a, *y = b;
	int d, order = 0;

	for (d = 0; order == 0 && d < RELIEF_DIMENSIONS; d++)
		order = strcmp(x->codes[d], y->codes[d]);
	return order;
}

static inline int relief_by_whole(const void *a, const void *b)
{
	const struct relief_sum *x = a, *y = b;

	if (x->whole != y->whole)
		return x->whole < y->whole ? -1 : 1;
	if (x->dimension != y->dimension)
		return x->dimension - y->dimension;
	return (x->part > y->part) - (x->part < y->part);
}

/* C00T01 -> C00 -> Total; A1 -> A -> Total; other codes -> Total.  False at the top. */
static inline bool relief_parent(char *code)
{
	size_t n = strlen(code);

	if (strcmp(code, "Total") == 0)
		return false;
	if (n == 6)
		code[3] = '\0';
	else if (n == 2 && code[0] >= 'A')
		code[1] = '\0';
	else
		memcpy(code, "Total", 6);
	return true;
}

static inline void relief_add_line(struct relief_table *t, char *line)
{
	struct relief_cell c = { .number = (uint32_t)t->ncells };
	char *field, *rest = line;
	int d;

	for (d = 0; d < t->ndimensions; d++)
		snprintf(c.codes[d], sizeof(c.codes[d]), "%s", strsep(&rest, ","));
	field = strsep(&rest, ",");
	c.n = strtoll(field, NULL, 10);
	c.is_primary = rest[0] == 'T';
	strsep(&rest, ",");
	c.is_suppressed = rest[0] == 'T';
	t->cells = mem_grow(t->cells, &t->cells_capacity, t->ncells + 1, sizeof(*t->cells));
	t->cells[t->ncells++] = c;
}

static inline void relief_add_sums(struct relief_table *t)
{
	struct relief_cell whole, *found;
	size_t i;
	int d;

	qsort(t->cells, t->ncells, sizeof(*t->cells), relief_by_codes);
	for (i = 0; i < t->ncells; i++)
		t->cells[i].number = (uint32_t)i;
	for (i = 0; i < t->ncells; i++)
		for (d = 0; d < t->ndimensions; d++) {
			whole = t->cells[i];
			if (!relief_parent(whole.codes[d]))
				continue;
			found = bsearch(&whole, t->cells, t->ncells, sizeof(whole),
					relief_by_codes);
			if (!found)
				continue;
			t->sums = mem_grow(t->sums, &t->sums_capacity, t->nsums + 1,
					   sizeof(*t->sums));
			t->sums[t->nsums++] = (struct relief_sum){ found->number, (uint32_t)i, d };
		}
	qsort(t->sums, t->nsums, sizeof(*t->sums), relief_by_whole);
}

/* False: the file is not there. */
static inline bool relief_read(struct relief_table *t, const char *path)
{
	gzFile f = gzopen(path, "rb");
	char line[256], *c;

	memset(t, 0, sizeof(*t));
	if (!f)
		return false;
	if (gzgets(f, line, sizeof(line)))
		for (c = line; (c = strchr(c, ',')) != NULL; c++)
			t->ndimensions++;
	t->ndimensions -= 2;
	while (gzgets(f, line, sizeof(line)))
		relief_add_line(t, line);
	gzclose(f);
	relief_add_sums(t);
	return true;
}

static inline void relief_release(struct relief_table *t)
{
	free(t->cells);
	free(t->sums);
}

/* What a reader of the pattern knows.  goals: the primary cells; room for all cells. */
static inline size_t relief_problem(const struct relief_table *t, int64_t high, struct linear *l,
				    struct linear_goal *goals)
{
	const struct relief_cell *c;
	size_t i, n = 0;

	for (i = 0; i < t->ncells; i++) {
		c = &t->cells[i];
		if (c->is_suppressed)
			linear_add_var(l, c->n, 0, LINEAR_NO_LIMIT);
		else
			linear_add_var(l, c->n, c->n, c->n);
		if (c->is_primary)
			goals[n++] = (struct linear_goal){ (uint32_t)i, c->n, high };
	}
	for (i = 0; i < t->nsums; i++) {
		const struct relief_sum *s = &t->sums[i];

		if (i == 0 || s->whole != s[-1].whole || s->dimension != s[-1].dimension) {
			linear_add_row(l, LINEAR_EQUAL, 0);
			linear_add_term(l, s->whole, -1);
		}
		linear_add_term(l, s->part, 1);
	}
	return n;
}

#endif
