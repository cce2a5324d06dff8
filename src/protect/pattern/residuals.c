#include "protect/pattern/residuals.h"

#include "core/mem.h"

void residuals_init(struct residuals *rs, const struct field61 *field, uint32_t nrows,
		    size_t nthings, uint64_t seed)
{
	uint32_t i;

	*rs = (struct residuals){ .field = field, .nrows = nrows };
	rs->weights = mem_zalloc((size_t)nrows + 1, sizeof(*rs->weights));
	for (i = 0; i < nrows; i++)
		rs->weights[i] = field61_sample(field, &seed);
	rs->counts = mem_zalloc((size_t)nrows + 1, sizeof(*rs->counts));
	rs->holders = mem_zalloc((size_t)nrows + 1, sizeof(*rs->holders));
	rs->of_thing = mem_zalloc(nthings + 1, sizeof(*rs->of_thing));
	memset(rs->of_thing, 0xff, nthings * sizeof(*rs->of_thing));
	for (rs->nbuckets = 64; rs->nbuckets < nthings;)
		rs->nbuckets *= 2;
	rs->buckets = mem_zalloc(rs->nbuckets, sizeof(*rs->buckets));
	memset(rs->buckets, 0xff, rs->nbuckets * sizeof(*rs->buckets));
}

void residuals_release(struct residuals *rs)
{
	uint32_t i;

	for (i = 0; i < rs->nrows; i++)
		free(rs->holders[i].items);
	for (i = 0; i < rs->n; i++)
		vector_release(&rs->items[i].vector);
	vector_release(&rs->difference);
	free(rs->weights);
	free(rs->counts);
	free(rs->holders);
	free(rs->items);
	free(rs->of_thing);
	free(rs->buckets);
	free(rs->changed);
	free(rs->leads);
	free(rs->products);
	*rs = (struct residuals){ 0 };
}

uint64_t residuals_hash(const struct residuals *rs, const struct vector *v)
{
	uint64_t h = 0;
	uint32_t i;

	for (i = 0; i < v->n; i++)
		h = field61_add(rs->field, h,
				field61_mul(rs->field, rs->weights[v->rows[i]], v->values[i]));
	return h;
}

uint64_t residuals_key(const struct residuals *rs, const struct vector *v)
{
	return field61_mul(rs->field, residuals_hash(rs, v),
			   field61_invert(rs->field, v->values[0]));
}

static uint32_t find(const struct residuals *rs, const struct vector *v, uint64_t key)
{
	uint32_t r = rs->buckets[key & (rs->nbuckets - 1)];

	for (; r != RESIDUAL_NONE; r = rs->items[r].next)
		if (rs->items[r].key == key &&
		    vector_is_proportional(rs->field, &rs->items[r].vector, v))
			return r;
	return RESIDUAL_NONE;
}

static void chain(struct residuals *rs, uint32_t r)
{
	struct residual *it = &rs->items[r];
	uint32_t *bucket = &rs->buckets[it->key & (rs->nbuckets - 1)];

	it->previous = RESIDUAL_NONE;
	it->next = *bucket;
	if (*bucket != RESIDUAL_NONE)
		rs->items[*bucket].previous = r;
	*bucket = r;
}

static void unchain(struct residuals *rs, uint32_t r)
{
	struct residual *it = &rs->items[r];

	if (it->next != RESIDUAL_NONE)
		rs->items[it->next].previous = it->previous;
	if (it->previous != RESIDUAL_NONE)
		rs->items[it->previous].next = it->next;
	else
		rs->buckets[it->key & (rs->nbuckets - 1)] = it->next;
}

static void hold(struct residuals *rs, uint32_t row, uint32_t r)
{
	struct holders *h = &rs->holders[row];

	if (h->n == h->capacity) {
		h->capacity = h->capacity ? 2 * h->capacity : 4;
		h->items = mem_resize(h->items, h->capacity, sizeof(*h->items));
	}
	h->items[h->n++] = r;
	rs->counts[row]++;
}

uint32_t residuals_join_owners(uint32_t a, uint32_t b)
{
	if (a == OWNER_ANY || a == b)
		return b;
	return b == OWNER_ANY ? a : OWNER_MIXED;
}

/* From now on residual `by` stands for r. */
static void replace(struct residuals *rs, uint32_t r, uint32_t by)
{
	struct vector *v = &rs->items[r].vector;
	uint32_t i;

	rs->items[r].scale = field61_mul(rs->field, v->values[0],
					 field61_invert(rs->field, rs->items[by].vector.values[0]));
	for (i = 0; i < v->n; i++)
		rs->counts[v->rows[i]]--;
	rs->items[r].same_as = by;
	vector_release(v);
}

/* Things that are multiples from the beginning. */
static uint32_t same_owner(uint32_t a, uint32_t b)
{
	if (a == OWNER_PUBLIC || b == OWNER_PUBLIC) {
		a = a == OWNER_PUBLIC ? b : a;
		return a == OWNER_ANY ? OWNER_PUBLIC : a;
	}
	return residuals_join_owners(a, b);
}

void residuals_add(struct residuals *rs, uint32_t thing, uint32_t owner, const struct vector *v)
{
	struct residual *it;
	uint32_t i, r, same;

	if (rs->n == rs->capacity) {
		rs->capacity = rs->capacity ? 2 * rs->capacity : 64;
		rs->items = mem_resize(rs->items, rs->capacity, sizeof(*rs->items));
	}
	r = rs->n++;
	rs->of_thing[thing] = r;
	it = &rs->items[r];
	*it = (struct residual){ .thing = thing, .owner = owner, .same_as = RESIDUAL_NONE };
	if (v->n == 0)
		return;
	vector_copy(&it->vector, v);
	for (i = 0; i < v->n; i++)
		hold(rs, v->rows[i], r);
	it->hash = residuals_hash(rs, v);
	it->key = residuals_key(rs, v);
	same = find(rs, v, it->key);
	if (same == RESIDUAL_NONE) {
		chain(rs, r);
		return;
	}
	rs->items[same].owner = same_owner(rs->items[same].owner, owner);
	replace(rs, r, same);
}

uint32_t residuals_find(const struct residuals *rs, const struct vector *v)
{
	uint32_t i, r;

	/* A row that nothing protected needs: the usual case, and no inversion. */
	for (i = 0; i < v->n; i++)
		if (rs->counts[v->rows[i]] == 0)
			return RESIDUAL_NONE;
	r = find(rs, v, residuals_key(rs, v));
	return r == RESIDUAL_NONE ? RESIDUAL_NONE : rs->items[r].thing;
}

/* counts and holders follow the residual from `before` to `after`. */
static void recount(struct residuals *rs, uint32_t r, const struct vector *before,
		    const struct vector *after)
{
	uint32_t i = 0, j = 0;

	while (i < before->n || j < after->n) {
		if (j == after->n || (i < before->n && before->rows[i] < after->rows[j])) {
			rs->counts[before->rows[i++]]--;
		} else if (i == before->n || after->rows[j] < before->rows[i]) {
			hold(rs, after->rows[j++], r);
		} else {
			i++;
			j++;
		}
	}
}

/* it - c * v; its old key is gone. */
static void subtract(struct residuals *rs, uint32_t r, uint64_t c, const struct vector *v,
		     uint64_t hash)
{
	struct residual *it = &rs->items[r];
	struct vector old = it->vector;

	vector_subtract(rs->field, &old, c, v, &rs->difference);
	recount(rs, r, &old, &rs->difference);
	vector_copy(&it->vector, &rs->difference);
	it->hash = field61_sub(rs->field, it->hash, field61_mul(rs->field, c, hash));
}

/* Gives the changed residuals their new keys; a new twin replaces a changed
 * one. */
static void rekey(struct residuals *rs, size_t n)
{
	struct residual *it;
	uint32_t same;
	size_t i;

	rs->leads = mem_grow(rs->leads, &rs->leads_capacity, n, sizeof(*rs->leads));
	rs->products = mem_grow(rs->products, &rs->products_capacity, n, sizeof(*rs->products));
	for (i = 0; i < n; i++)
		rs->leads[i] = rs->items[rs->changed[i]].vector.values[0];
	field61_invert_all(rs->field, rs->leads, rs->products, n);
	for (i = 0; i < n; i++) {
		it = &rs->items[rs->changed[i]];
		it->key = field61_mul(rs->field, it->hash, rs->leads[i]);
		same = find(rs, &it->vector, it->key);
		if (same == RESIDUAL_NONE) {
			chain(rs, rs->changed[i]);
			continue;
		}
		rs->items[same].owner = residuals_join_owners(rs->items[same].owner, it->owner);
		replace(rs, rs->changed[i], same);
	}
}

void residuals_eliminate(struct residuals *rs, const struct vector *v, uint32_t pivot)
{
	struct holders *h = &rs->holders[pivot];
	uint64_t hash = residuals_hash(rs, v), c;
	size_t n = 0;
	uint32_t i, r;

	for (i = 0; rs->counts[pivot] > 0 && i < h->n; i++) {
		r = h->items[i];
		c = rs->items[r].same_as == RESIDUAL_NONE ? vector_at(&rs->items[r].vector, pivot)
							  : 0;
		if (c == 0)
			continue; /* it held the row once */
		unchain(rs, r);
		subtract(rs, r, c, v, hash);
		if (rs->items[r].vector.n == 0)
			continue; /* lost: only a forced cell does that */
		rs->changed = mem_grow(rs->changed, &rs->changed_capacity, n + 1,
				       sizeof(*rs->changed));
		rs->changed[n++] = r;
	}
	rekey(rs, n);
	free(h->items);
	*h = (struct holders){ 0 };
}

uint32_t residuals_root(const struct residuals *rs, uint32_t thing, uint64_t *scale)
{
	uint32_t r = rs->of_thing[thing];

	for (*scale = rs->field->one; rs->items[r].same_as != RESIDUAL_NONE;) {
		*scale = field61_mul(rs->field, *scale, rs->items[r].scale);
		r = rs->items[r].same_as;
	}
	return r;
}

bool residuals_is_lost(const struct residuals *rs, uint32_t thing)
{
	uint64_t scale;

	return rs->items[residuals_root(rs, thing, &scale)].vector.n == 0;
}
