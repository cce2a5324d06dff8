#include "protect/pattern/echelon.h"

#include "core/mem.h"

void echelon_init(struct echelon *e, const struct field61 *field)
{
	*e = (struct echelon){ .field = field };
}

static void release_pair(struct pair_of_vectors *p)
{
	vector_release(&p->rest);
	vector_release(&p->raw);
}

void echelon_release(struct echelon *e)
{
	size_t i;

	for (i = 0; i < e->items_capacity; i++)
		release_pair(&e->items[i]);
	vector_release(&e->scratch);
	free(e->items);
	free(e->pivots);
	*e = (struct echelon){ 0 };
}

void echelon_clear(struct echelon *e)
{
	e->n = 0;
}

/* v -= c * by, in place. */
static void subtract(struct echelon *e, struct vector *v, uint64_t c, const struct vector *by)
{
	struct vector old = *v;

	vector_subtract(e->field, &old, c, by, &e->scratch);
	*v = e->scratch;
	e->scratch = old;
}

bool echelon_reduce(struct echelon *e, struct pair_of_vectors *v)
{
	uint64_t c;
	size_t i;

	for (i = 0; i < e->n && v->rest.n > 0; i++) {
		c = vector_at(&v->rest, e->pivots[i]);
		if (c == 0)
			continue;
		subtract(e, &v->rest, c, &e->items[i].rest);
		subtract(e, &v->raw, c, &e->items[i].raw);
	}
	return v->rest.n == 0;
}

static uint32_t pivot_of(const struct vector *v, const uint32_t *counts)
{
	uint32_t i, best = v->rows[0];

	for (i = 1; counts && i < v->n; i++)
		if (counts[v->rows[i]] < counts[best])
			best = v->rows[i];
	return best;
}

static void scale(const struct field61 *f, struct vector *v, uint64_t c)
{
	uint32_t i;

	for (i = 0; i < v->n; i++)
		v->values[i] = field61_mul(f, c, v->values[i]);
}

/* New places are empty vectors, so that all of them can be released. */
static void grow(struct echelon *e)
{
	size_t i = e->items_capacity;

	e->items = mem_grow(e->items, &e->items_capacity, e->n + 1, sizeof(*e->items));
	for (; i < e->items_capacity; i++)
		e->items[i] = (struct pair_of_vectors){ 0 };
	e->pivots = mem_grow(e->pivots, &e->pivots_capacity, e->n + 1, sizeof(*e->pivots));
}

void echelon_add(struct echelon *e, struct pair_of_vectors *v, const uint32_t *counts)
{
	uint64_t c;

	if (echelon_reduce(e, v))
		return;
	grow(e);
	e->pivots[e->n] = pivot_of(&v->rest, counts);
	c = field61_invert(e->field, vector_at(&v->rest, e->pivots[e->n]));
	vector_copy(&e->items[e->n].rest, &v->rest);
	vector_copy(&e->items[e->n].raw, &v->raw);
	scale(e->field, &e->items[e->n].rest, c);
	scale(e->field, &e->items[e->n].raw, c);
	e->n++;
}
