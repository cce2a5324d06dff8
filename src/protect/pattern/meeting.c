#include "protect/pattern/meeting.h"

#include "core/mem.h"

/* A residual that would change, and the key that it would get. */
struct change {
	uint64_t key, factor;
	uint32_t residual;
};

static int by_key(const void *a, const void *b)
{
	const struct change *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->residual < y->residual ? -1 : x->residual > y->residual;
}

/* The first value of a - c * b that is not 0, or 0. */
static uint64_t lead_of_difference(const struct field61 *f, const struct vector *a, uint64_t c,
				   const struct vector *b)
{
	uint32_t i = 0, j = 0, row;
	uint64_t value;

	while (i < a->n || j < b->n) {
		if (j == b->n || (i < a->n && a->rows[i] < b->rows[j]))
			return a->values[i];
		row = b->rows[j];
		value = field61_sub(f, 0, field61_mul(f, c, b->values[j++]));
		if (i < a->n && a->rows[i] == row)
			value = field61_add(f, value, a->values[i++]);
		if (value)
			return value;
	}
	return 0;
}

/* leads: of each change, 0 never comes: such a cell gives a protected thing
 * away. */
static size_t list_changes(const struct residuals *rs, const struct vector *v, uint32_t pivot,
			   struct change *list, uint64_t *leads)
{
	const struct holders *h = &rs->holders[pivot];
	const struct residual *it;
	uint64_t c, lead;
	size_t n = 0;
	uint32_t i;

	for (i = 0; i < h->n; i++) {
		it = &rs->items[h->items[i]];
		c = it->same_as == RESIDUAL_NONE ? vector_at(&it->vector, pivot) : 0;
		lead = c ? lead_of_difference(rs->field, &it->vector, c, v) : 0;
		if (lead == 0)
			continue;
		leads[n] = lead;
		list[n++] = (struct change){ .factor = c, .residual = h->items[i] };
	}
	return n;
}

static bool owners_clash(uint32_t a, uint32_t b)
{
	return a != OWNER_ANY && b != OWNER_ANY && residuals_join_owners(a, b) == OWNER_MIXED;
}

static bool would_be_proportional(const struct residuals *rs, const struct vector *v,
				  const struct change *a, const struct change *b)
{
	struct vector x = { 0 }, y = { 0 };
	bool is;

	vector_subtract(rs->field, &rs->items[a->residual].vector, a->factor, v, &x);
	if (b->factor)
		vector_subtract(rs->field, &rs->items[b->residual].vector, b->factor, v, &y);
	is = vector_is_proportional(rs->field, &x, b->factor ? &y : &rs->items[b->residual].vector);
	vector_release(&x);
	vector_release(&y);
	return is;
}

static bool clash(const struct residuals *rs, const struct vector *v, const struct change *a,
		  const struct change *b)
{
	return owners_clash(rs->items[a->residual].owner, rs->items[b->residual].owner) &&
	       would_be_proportional(rs, v, a, b);
}

/* With the residuals that have this key now.  One of those that change holds
 * the pivot, so it is no multiple of what another one becomes. */
static bool clashes_with_chain(const struct residuals *rs, const struct vector *v,
			       const struct change *a)
{
	uint32_t r = rs->buckets[a->key & (rs->nbuckets - 1)];
	struct change b = { .factor = 0 };

	for (; r != RESIDUAL_NONE; r = rs->items[r].next) {
		b.residual = r;
		if (rs->items[r].key == a->key && clash(rs, v, a, &b))
			return true;
	}
	return false;
}

static bool any_clash(const struct residuals *rs, const struct vector *v, const struct change *list,
		      size_t n)
{
	size_t i, k;

	for (i = 0; i < n; i++) {
		if (clashes_with_chain(rs, v, &list[i]))
			return true;
		for (k = i + 1; k < n && list[k].key == list[i].key; k++)
			if (clash(rs, v, &list[i], &list[k]))
				return true;
	}
	return false;
}

bool meeting_is_ahead(struct residuals *rs, const struct vector *v, uint32_t pivot)
{
	uint32_t nholders = rs->holders[pivot].n;
	struct change *list;
	uint64_t hash, c, *leads, *products;
	size_t n, i, m;
	bool is;

	if (rs->counts[pivot] == 0)
		return false;
	list = mem_zalloc(nholders, sizeof(*list));
	leads = mem_zalloc(nholders, sizeof(*leads));
	products = mem_zalloc(nholders, sizeof(*products));
	hash = residuals_hash(rs, v);
	n = list_changes(rs, v, pivot, list, leads);
	field61_invert_all(rs->field, leads, products, n);
	for (i = 0; i < n; i++) {
		c = field61_mul(rs->field, list[i].factor, hash);
		c = field61_sub(rs->field, rs->items[list[i].residual].hash, c);
		list[i].key = field61_mul(rs->field, c, leads[i]);
	}
	qsort(list, n, sizeof(*list), by_key);
	for (i = m = 0; i < n; i++) /* a residual that came back is listed twice */
		if (m == 0 || list[i].residual != list[m - 1].residual)
			list[m++] = list[i];
	is = any_clash(rs, v, list, m);
	free(list);
	free(leads);
	free(products);
	return is;
}
