#include "protect/pattern/combination.h"

#include <stdlib.h>

#include "core/mem.h"
#include "protect/pattern/basis.h"

void combinations_begin(struct combinations *c)
{
	size_t at = c->n > 0 ? c->start[c->n] : 0;

	c->start = mem_grow(c->start, &c->n_capacity, c->n + 2, sizeof(*c->start));
	c->start[c->n++] = at;
	c->start[c->n] = at;
}

void combinations_put(struct combinations *c, uint32_t cell, int32_t weight)
{
	size_t at = c->start[c->n]++;

	if (at == c->terms_capacity) {
		c->terms_capacity = c->terms_capacity ? 2 * c->terms_capacity : 64;
		c->cells = mem_resize(c->cells, c->terms_capacity, sizeof(*c->cells));
		c->weights = mem_resize(c->weights, c->terms_capacity, sizeof(*c->weights));
	}
	c->cells[at] = cell;
	c->weights[at] = weight;
}

void combinations_release(struct combinations *c)
{
	free(c->start);
	free(c->cells);
	free(c->weights);
	*c = (struct combinations){ 0 };
}

struct term {
	uint32_t row;
	int32_t weight;
};

static int by_row(const void *a, const void *b)
{
	const struct term *x = a, *y = b;

	return x->row < y->row ? -1 : x->row > y->row;
}

static struct term *list_terms(const struct combinations *c, size_t i, const struct sparse *cells,
			       size_t *n)
{
	struct term *terms;
	size_t k, r;

	for (*n = 0, k = c->start[i]; k < c->start[i + 1]; k++)
		*n += sparse_count(cells, c->cells[k]);
	terms = mem_zalloc(*n + 1, sizeof(*terms));
	for (*n = 0, k = c->start[i]; k < c->start[i + 1]; k++)
		for (r = 0; r < sparse_count(cells, c->cells[k]); r++)
			terms[(*n)++] = (struct term){ sparse_column(cells, c->cells[k])[r],
						       c->weights[k] };
	qsort(terms, *n, sizeof(*terms), by_row);
	return terms;
}

void combination_vector(const struct combinations *c, size_t i, const struct sparse *cells,
			const struct field61 *f, struct vector *v)
{
	struct term *terms;
	size_t k = 0, n;
	uint32_t row;
	int64_t sum;

	terms = list_terms(c, i, cells, &n);
	vector_resize(v, (uint32_t)n);
	v->n = 0;
	while (k < n) {
		row = terms[k].row;
		for (sum = 0; k < n && terms[k].row == row; k++)
			sum += terms[k].weight;
		if (sum == 0)
			continue;
		v->rows[v->n] = row;
		v->values[v->n++] = field61_of_int(f, sum);
	}
	free(terms);
}
