#include "protect/pattern/basis.h"

#include "core/mem.h"

void vector_release(struct vector *v)
{
	free(v->rows);
	free(v->values);
	*v = (struct vector){ 0 };
}

void vector_resize(struct vector *v, uint32_t n)
{
	if (n > v->capacity) {
		v->capacity = n + n / 4 + 4;
		v->rows = mem_resize(v->rows, v->capacity, sizeof(*v->rows));
		v->values = mem_resize(v->values, v->capacity, sizeof(*v->values));
	}
	v->n = n;
}

void vector_copy(struct vector *to, const struct vector *v)
{
	vector_resize(to, v->n);
	if (v->n == 0)
		return;
	memcpy(to->rows, v->rows, v->n * sizeof(*to->rows));
	memcpy(to->values, v->values, v->n * sizeof(*to->values));
}

void vector_of_column(struct vector *v, const struct sparse *m, size_t j, const struct field61 *f)
{
	uint32_t i, n = (uint32_t)sparse_count(m, j);

	vector_resize(v, n);
	for (i = 0; i < n; i++) {
		v->rows[i] = sparse_column(m, j)[i];
		v->values[i] = f->one;
	}
}

bool vector_is_proportional(const struct field61 *f, const struct vector *a, const struct vector *b)
{
	uint32_t i;

	if (a->n == 0 || a->n != b->n || memcmp(a->rows, b->rows, a->n * sizeof(*a->rows)) != 0)
		return false;
	for (i = 1; i < a->n; i++)
		if (field61_mul(f, a->values[i], b->values[0]) !=
		    field61_mul(f, b->values[i], a->values[0]))
			return false;
	return true;
}

/* Room for no more than n entries: for vectors that stay as they are. */
static void vector_fit(struct vector *v, uint32_t n)
{
	v->rows = mem_resize(v->rows, (size_t)n + 1, sizeof(*v->rows));
	v->values = mem_resize(v->values, (size_t)n + 1, sizeof(*v->values));
	v->n = v->capacity = n;
}

uint64_t vector_at(const struct vector *v, uint32_t row)
{
	uint32_t low = 0, high = v->n, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (v->rows[middle] < row)
			low = middle + 1;
		else
			high = middle;
	}
	return low < v->n && v->rows[low] == row ? v->values[low] : 0;
}

void vector_subtract(const struct field61 *f, const struct vector *a, uint64_t c,
		     const struct vector *b, struct vector *to)
{
	uint64_t minus = field61_sub(f, 0, c), value;
	uint32_t i = 0, j = 0, n = 0, row;

	vector_resize(to, a->n + b->n);
	while (i < a->n || j < b->n) {
		if (j == b->n || (i < a->n && a->rows[i] < b->rows[j])) {
			row = a->rows[i];
			value = a->values[i++];
		} else {
			row = b->rows[j];
			value = field61_mul(f, minus, b->values[j++]);
			if (i < a->n && a->rows[i] == row)
				value = field61_add(f, value, a->values[i++]);
		}
		to->rows[n] = row;
		to->values[n] = value;
		n += value != 0;
	}
	to->n = n;
}

static size_t words(size_t bits)
{
	return (bits + 63) / 64;
}

void basis_init(struct basis *b, const struct field61 *field, uint32_t nrows)
{
	*b = (struct basis){ .field = field, .nrows = nrows };
	b->vector_of = mem_zalloc((size_t)nrows + 1, sizeof(*b->vector_of));
	memset(b->vector_of, 0xff, nrows * sizeof(*b->vector_of));
	b->sum = mem_zalloc((size_t)nrows + 1, sizeof(*b->sum));
	b->is_touched = mem_zalloc(words(nrows) + 1, sizeof(*b->is_touched));
	b->pending = mem_zalloc(words(nrows) + 1, sizeof(*b->pending));
}

void basis_release(struct basis *b)
{
	uint32_t k;

	for (k = 0; k < b->n; k++)
		vector_release(&b->vectors[k]);
	free(b->vectors);
	free(b->pivots);
	free(b->vector_of);
	free(b->sum);
	free(b->is_touched);
	free(b->pending);
	for (k = 0; k < b->stages_capacity; k++)
		vector_release(&b->stages[k].vector);
	free(b->stages);
	*b = (struct basis){ 0 };
}

/* Notes that the row has, or may have, a value; a pivot row must be eliminated. */
static void touch(struct basis *b, uint32_t row)
{
	uint32_t k = b->vector_of[row];

	if (b->is_touched[row / 64] >> (row % 64) & 1)
		return;
	b->is_touched[row / 64] |= (uint64_t)1 << (row % 64);
	b->ntouched++;
	if (k != BASIS_NONE)
		b->pending[k / 64] |= (uint64_t)1 << (k % 64);
}

static void untouch(struct basis *b, uint32_t row)
{
	b->is_touched[row / 64] &= ~((uint64_t)1 << (row % 64));
	b->sum[row] = 0;
	b->ntouched--;
}

/* The rows that are touched and not 0, but for one, in ascending order. */
static void collect(const struct basis *b, uint32_t but, struct vector *to)
{
	uint32_t n = 0, left = b->ntouched, row;
	uint64_t bits;
	size_t w;

	vector_resize(to, left);
	for (w = 0; left > 0; w++)
		for (bits = b->is_touched[w]; bits; bits &= bits - 1, left--) {
			row = (uint32_t)(w * 64) + (uint32_t)__builtin_ctzll(bits);
			if (b->sum[row] == 0 || row == but)
				continue;
			to->rows[n] = row;
			to->values[n++] = b->sum[row];
		}
	to->n = n;
}

/* What has come of the column so far could stand in place of vector k, and is shorter. */
static void keep_stage(struct basis *b, uint32_t k)
{
	struct stage *s;

	if (b->nstages == b->stages_capacity) {
		b->stages_capacity = b->stages_capacity ? 2 * b->stages_capacity : 16;
		b->stages = mem_resize(b->stages, b->stages_capacity, sizeof(*b->stages));
		memset(b->stages + b->nstages, 0,
		       (b->stages_capacity - b->nstages) * sizeof(*b->stages));
	}
	s = &b->stages[b->nstages];
	s->number = k;
	s->lead = b->sum[b->pivots[k]];
	collect(b, b->pivots[k], &s->vector);
	b->nstages += s->vector.n < b->vectors[k].n;
}

static void eliminate_pivot(struct basis *b, uint32_t k)
{
	const struct vector *v = &b->vectors[k];
	uint64_t c = field61_sub(b->field, 0, b->sum[b->pivots[k]]);
	uint32_t i, row;

	if (c != 0 && b->ntouched <= v->n)
		keep_stage(b, k);
	untouch(b, b->pivots[k]);
	if (c == 0)
		return;
	for (i = 0; i < v->n; i++) {
		row = v->rows[i];
		touch(b, row);
		b->sum[row] = field61_add(b->field, b->sum[row],
					  field61_mul(b->field, c, v->values[i]));
	}
}

void basis_reduce(struct basis *b, const struct sparse *m, size_t j, struct vector *residual)
{
	const uint32_t *rows = sparse_column(m, j);
	size_t i, n = sparse_count(m, j), w;
	uint32_t k;

	b->nstages = 0;
	for (i = 0; i < n; i++) {
		touch(b, rows[i]);
		b->sum[rows[i]] = b->field->one;
	}
	/* Eliminating a pivot only touches pivots of later vectors. */
	for (w = 0; w < words(b->n); w++)
		while (b->pending[w]) {
			k = (uint32_t)(w * 64) + (uint32_t)__builtin_ctzll(b->pending[w]);
			b->pending[w] &= b->pending[w] - 1;
			eliminate_pivot(b, k);
		}
	collect(b, BASIS_NONE, residual);
	for (w = 0; b->ntouched > 0; w++)
		while (b->is_touched[w])
			untouch(b,
				(uint32_t)(w * 64) + (uint32_t)__builtin_ctzll(b->is_touched[w]));
}

void basis_shorten(struct basis *b)
{
	struct vector *v;
	struct stage *s;
	uint64_t c;
	uint32_t i;
	size_t n;

	for (n = 0; n < b->nstages; n++) {
		s = &b->stages[n];
		v = &b->vectors[s->number];
		vector_release(v);
		vector_fit(v, s->vector.n);
		vector_copy(v, &s->vector);
		c = field61_invert(b->field, s->lead);
		for (i = 0; i < v->n; i++)
			v->values[i] = field61_mul(b->field, c, v->values[i]);
	}
	b->nstages = 0;
}

void basis_scale(const struct basis *b, struct vector *v, uint32_t pivot)
{
	uint64_t c = vector_at(v, pivot);
	uint32_t i;

	if (c == b->field->one)
		return;
	c = field61_invert(b->field, c);
	for (i = 0; i < v->n; i++)
		v->values[i] = field61_mul(b->field, c, v->values[i]);
}

void basis_add(struct basis *b, const struct vector *v, uint32_t pivot)
{
	struct vector *to;
	uint32_t i, n = 0;

	if (b->n == b->capacity) {
		b->capacity = b->capacity ? 2 * b->capacity : 64;
		b->vectors = mem_resize(b->vectors, b->capacity, sizeof(*b->vectors));
		b->pivots = mem_resize(b->pivots, b->capacity, sizeof(*b->pivots));
	}
	to = &b->vectors[b->n];
	*to = (struct vector){ 0 };
	vector_fit(to, v->n - 1);
	for (i = 0; i < v->n; i++)
		if (v->rows[i] != pivot) {
			to->rows[n] = v->rows[i];
			to->values[n++] = v->values[i];
		}
	b->pivots[b->n] = pivot;
	b->vector_of[pivot] = b->n++;
}
