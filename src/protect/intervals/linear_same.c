#include "protect/intervals/linear_same.h"

#include "core/mem.h"
#include "protect/pattern/field61.h"

struct digest {
	uint64_t hash; /* of the terms up to a factor, whatever its sign */
	uint32_t row;
	int64_t factor; /* the greatest common divisor, with the sign of the first term */
};

static int64_t common_divisor(int64_t a, int64_t b)
{
	int64_t t;

	for (a = a < 0 ? -a : a, b = b < 0 ? -b : b; b != 0; a = t) {
		t = b;
		b = a % b;
	}
	return a;
}

static struct digest digest_of(const struct compact *c, uint32_t row)
{
	struct digest d = { .hash = 1, .row = row };
	uint64_t state;
	size_t k;

	for (k = c->start[row]; k < c->start[row + 1]; k++)
		d.factor = common_divisor(d.factor, c->weights[k]);
	if (c->weights[c->start[row]] < 0)
		d.factor = -d.factor;
	for (k = c->start[row]; k < c->start[row + 1]; k++) {
		state = d.hash ^ ((uint64_t)c->vars[k] << 32) ^
			(uint64_t)(c->weights[k] / d.factor);
		d.hash = sequence_next(&state);
	}
	return d;
}

static bool is_same(const struct compact *c, const struct digest *a, const struct digest *b)
{
	size_t n = c->start[a->row + 1] - c->start[a->row], i = c->start[a->row],
	       j = c->start[b->row];

	if (a->hash != b->hash || c->start[b->row + 1] - c->start[b->row] != n)
		return false;
	for (; n > 0; n--, i++, j++)
		if (c->vars[i] != c->vars[j] ||
		    c->weights[i] / a->factor != c->weights[j] / b->factor)
			return false;
	return true;
}

static int by_hash(const void *a, const void *b)
{
	const struct digest *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->row > y->row) - (x->row < y->row);
}

/* Whether keeping a makes b needless. */
static bool covers(const struct compact *c, const struct digest *a, const struct digest *b)
{
	__int128 x, y;

	if (c->is_equal[a->row])
		return true;
	if (c->is_equal[b->row] || (a->factor > 0) != (b->factor > 0))
		return false;
	x = c->slack[a->row] / (a->factor > 0 ? a->factor : -a->factor);
	y = c->slack[b->row] / (b->factor > 0 ? b->factor : -b->factor);
	return x <= y; /* sums of whole numbers are whole */
}

static void drop(struct compact *c, const bool *is_needless)
{
	uint32_t row, n = 0;
	size_t at = 0, k, from, upto = 0;

	for (row = 0; row < c->nrows; row++) {
		from = upto;
		upto = c->start[row + 1];
		if (is_needless[row])
			continue;
		for (k = from; k < upto; k++, at++) {
			c->vars[at] = c->vars[k];
			c->weights[at] = c->weights[k];
		}
		c->is_equal[n] = c->is_equal[row];
		c->slack[n] = c->slack[row];
		c->origins[n++] = c->origins[row];
		c->start[n] = at;
	}
	c->nrows = n;
}

void same_rows_drop(struct compact *c)
{
	struct digest *digests = mem_zalloc(c->nrows, sizeof(*digests));
	bool *is_needless = mem_zalloc(c->nrows, sizeof(*is_needless));
	uint32_t i, j;

	for (i = 0; i < c->nrows; i++)
		digests[i] = digest_of(c, i);
	if (c->nrows > 0)
		qsort(digests, c->nrows, sizeof(*digests), by_hash);
	for (i = 0; i < c->nrows; i++)
		for (j = i + 1; !is_needless[digests[i].row] && j < c->nrows &&
				digests[j].hash == digests[i].hash;
		     j++) {
			if (is_needless[digests[j].row] || !is_same(c, &digests[i], &digests[j]))
				continue;
			if (covers(c, &digests[i], &digests[j]))
				is_needless[digests[j].row] = true;
			else if (covers(c, &digests[j], &digests[i]))
				is_needless[digests[i].row] = true;
		}
	drop(c, is_needless);
	free(digests);
	free(is_needless);
}
