#include "protect/pattern/witness.h"

#include "core/mem.h"
#include "core/program.h"
#include "protect/pattern/basis.h"

struct sized {
	size_t size;
	uint32_t cell;
};

static int by_size(const void *a, const void *b)
{
	const struct sized *x = a, *y = b;

	if (x->size != y->size)
		return x->size < y->size ? -1 : 1;
	return x->cell < y->cell ? -1 : x->cell > y->cell;
}

/* Small cells first: they make the large ones short. */
static struct sized *published_by_size(const struct sparse *cells, const bool *is_published,
				       size_t *n)
{
	struct sized *list = mem_zalloc(cells->ncolumns + 1, sizeof(*list));
	size_t j;

	*n = 0;
	for (j = 0; j < cells->ncolumns; j++)
		if (is_published[j])
			list[(*n)++] = (struct sized){ sparse_count(cells, j), (uint32_t)j };
	qsort(list, *n, sizeof(*list), by_size);
	return list;
}

/* The row that the fewest published cells hold. */
static uint32_t rarest_row(const struct vector *v, const uint32_t *counts)
{
	uint32_t i, best = v->rows[0];

	for (i = 1; i < v->n; i++)
		if (counts[v->rows[i]] < counts[best])
			best = v->rows[i];
	return best;
}

static int fill_basis(struct basis *b, const struct sparse *cells, const bool *is_published,
		      struct err *err)
{
	uint32_t *counts = mem_zalloc((size_t)cells->nrows + 1, sizeof(*counts)), pivot;
	struct vector v = { 0 };
	struct sized *list;
	int ret = -1;
	size_t i, k, n;

	list = published_by_size(cells, is_published, &n);
	for (i = 0; i < n; i++)
		for (k = 0; k < list[i].size; k++)
			counts[sparse_column(cells, list[i].cell)[k]]++;
	for (i = 0; i < n; i++) {
		if (i % 256 == 0 && program_check(err) < 0)
			goto out;
		basis_reduce(b, cells, list[i].cell, &v);
		if (v.n == 0)
			continue;
		pivot = rarest_row(&v, counts);
		basis_scale(b, &v, pivot);
		basis_add(b, &v, pivot);
	}
	ret = 0;
out:
	free(list);
	free(counts);
	vector_release(&v);
	return ret;
}

/* A random element of the null space: free rows by chance, pivots by what their
 * vectors ask for, the last one first because it holds no other pivot. */
static uint64_t *change_of(const struct basis *b, uint64_t seed)
{
	uint64_t *change = mem_zalloc((size_t)b->nrows + 1, sizeof(*change)), sum;
	const struct vector *v;
	uint32_t i, k;

	for (i = 0; i < b->nrows; i++)
		if (b->vector_of[i] == BASIS_NONE)
			change[i] = field61_sample(b->field, &seed);
	for (k = b->n; k-- > 0;) {
		v = &b->vectors[k];
		sum = 0;
		for (i = 0; i < v->n; i++)
			sum = field61_add(b->field, sum,
					  field61_mul(b->field, v->values[i], change[v->rows[i]]));
		change[b->pivots[k]] = field61_sub(b->field, 0, sum);
	}
	return change;
}

static uint64_t change_of_cell(const struct sparse *cells, size_t j, const struct field61 *f,
			       const uint64_t *change)
{
	const uint32_t *rows = sparse_column(cells, j);
	size_t i, n = sparse_count(cells, j);
	uint64_t sum = 0;

	for (i = 0; i < n; i++)
		sum = field61_add(f, sum, change[rows[i]]);
	return sum;
}

static bool combination_changes(const struct sparse *cells, const struct combinations *also,
				size_t i, const struct field61 *f, const uint64_t *change)
{
	uint64_t sum = 0, value;
	size_t k;

	for (k = also->start[i]; k < also->start[i + 1]; k++) {
		value = change_of_cell(cells, also->cells[k], f, change);
		sum = field61_add(f, sum,
				  field61_mul(f, field61_of_int(f, also->weights[k]), value));
	}
	return sum != 0;
}

/* The first combination that neither changes nor is nothing at all. */
static uint32_t failed_combination(const struct sparse *cells, const struct combinations *also,
				   const struct field61 *f, const uint64_t *change)
{
	struct vector v = { 0 };
	uint32_t failed = WITNESS_NONE;
	size_t i;

	for (i = 0; also && i < also->n && failed == WITNESS_NONE; i++) {
		if (combination_changes(cells, also, i, f, change))
			continue;
		combination_vector(also, i, cells, f, &v);
		if (v.n > 0)
			failed = (uint32_t)(cells->ncolumns + i);
	}
	vector_release(&v);
	return failed;
}

int witness_try(const struct sparse *cells, const bool *is_published, const bool *is_protected,
		const struct combinations *also, const struct field61 *field, uint64_t seed,
		uint32_t *failed, struct err *err)
{
	struct basis b;
	uint64_t *change = NULL;
	int ret = -1;
	bool changes;
	size_t j;

	*failed = WITNESS_NONE;
	basis_init(&b, field, cells->nrows);
	if (fill_basis(&b, cells, is_published, err) < 0)
		goto out;
	change = change_of(&b, seed);
	for (j = 0; j < cells->ncolumns && *failed == WITNESS_NONE; j++) {
		changes = change_of_cell(cells, j, field, change) != 0;
		if ((is_published[j] && changes) || (is_protected[j] && !changes))
			*failed = (uint32_t)j;
	}
	if (*failed == WITNESS_NONE)
		*failed = failed_combination(cells, also, field, change);
	ret = 0;
out:
	free(change);
	basis_release(&b);
	return ret;
}
