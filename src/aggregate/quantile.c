#include "aggregate/quantile.h"

#include "aggregate/hierarchy.h"
#include "core/mem.h"

void quantile_begin(struct quantile *s)
{
	s->n = 0;
}

void quantile_release(struct quantile *s)
{
	free(s->items);
	free(s->sorted);
	free(s->starts);
	free(s->values);
	*s = (struct quantile){ 0 };
}

void quantile_add(struct quantile *s, int32_t place, __int128 value)
{
	s->items = mem_grow(s->items, &s->capacity, s->n + 1, sizeof(*s->items));
	s->items[s->n++] = (struct quantile_item){ value, place };
}

static int compare_places(const void *a, const void *b)
{
	const struct quantile_item *x = a, *y = b;

	return (x->place > y->place) - (x->place < y->place);
}

/* By place only; within a node the rank is selected. */
static void sort_by_place(struct quantile *s, size_t nnodes)
{
	size_t sum = 0;

	s->sorted = mem_grow(s->sorted, &s->sorted_capacity, s->n + 1, sizeof(*s->sorted));
	if (s->n == 0)
		return;
	if (s->n * 4 < nnodes) {
		memcpy(s->sorted, s->items, s->n * sizeof(*s->items));
		qsort(s->sorted, s->n, sizeof(*s->sorted), compare_places);
		return;
	}
	s->starts = mem_grow(s->starts, &s->starts_capacity, nnodes, sizeof(*s->starts));
	memset(s->starts, 0, nnodes * sizeof(*s->starts));
	for (size_t i = 0; i < s->n; i++)
		s->starts[s->items[i].place]++;
	for (size_t p = 0; p < nnodes; p++) {
		size_t count = s->starts[p];

		s->starts[p] = sum;
		sum += count;
	}
	for (size_t i = 0; i < s->n; i++)
		s->sorted[s->starts[s->items[i].place]++] = s->items[i];
}

/* The first item at or after the place. */
static size_t find(const struct quantile *s, int32_t place)
{
	size_t low = 0, high = s->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (s->sorted[middle].place < place)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void swap(__int128 *a, __int128 *b)
{
	__int128 t = *a;

	*a = *b;
	*b = t;
}

/* The k-th smallest of v[0..n), by Hoare's selection with a median of three. */
static __int128 select_rank(__int128 *v, size_t n, size_t k)
{
	size_t low = 0, high = n - 1;

	while (low < high) {
		size_t middle = low + (high - low) / 2, i = low, j = high;
		__int128 pivot;

		if (v[middle] < v[low])
			swap(&v[middle], &v[low]);
		if (v[high] < v[low])
			swap(&v[high], &v[low]);
		if (v[high] < v[middle])
			swap(&v[high], &v[middle]);
		pivot = v[middle];
		while (i <= j) {
			while (v[i] < pivot)
				i++;
			while (pivot < v[j])
				j--;
			if (i > j)
				break;
			swap(&v[i++], &v[j]);
			if (j-- == 0)
				break;
		}
		if (k <= j && j < high)
			high = j;
		else if (k >= i)
			low = i;
		else
			return v[k];
	}
	return v[k];
}

static size_t rank_of(__int128 q, size_t n)
{
	__int128 one = 1, rank;

	for (int i = 0; i < SPEC_Q_SCALE; i++)
		one *= 10;
	rank = (q * (__int128)n + one - 1) / one;
	return rank < 1 ? 0 : (size_t)rank - 1;
}

void quantile_end(struct quantile *s, const struct hierarchy_tree *tree, size_t nnodes, __int128 q,
		  const int32_t *nodes, size_t n, __int128 *out)
{
	sort_by_place(s, nnodes);
	for (size_t i = 0; i < n; i++) {
		int32_t node = nodes[i];
		size_t from = find(s, tree->place[node]), to = find(s, tree->end[node]);

		if (from == to)
			continue;
		s->values = mem_grow(s->values, &s->values_capacity, to - from, sizeof(*s->values));
		for (size_t k = from; k < to; k++)
			s->values[k - from] = s->sorted[k].value;
		out[node] = select_rank(s->values, to - from, rank_of(q, to - from));
	}
}
