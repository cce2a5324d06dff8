#include "aggregate/distinct.h"

#include "aggregate/bulk.h"
#include "aggregate/hierarchy.h"
#include "aggregate/idmap.h"
#include "core/mem.h"

void distinct_init(struct distinct *d, size_t nids, size_t nnodes)
{
	*d = (struct distinct){ .nnodes = nnodes };
	d->seen = bulk_zalloc(nids + 1, sizeof(*d->seen));
	d->reached = mem_zalloc(nnodes, sizeof(*d->reached));
}

void distinct_release(struct distinct *d)
{
	bulk_free(d->seen);
	free(d->again);
	free(d->spare);
	free(d->reached);
	*d = (struct distinct){ 0 };
}

void distinct_begin(struct distinct *d)
{
	distinct_begin_weighted(d, NULL);
}

void distinct_begin_weighted(struct distinct *d, const uint64_t *weights)
{
	d->round++;
	d->n = 0;
	d->weights = weights;
}

/* Tallies wrap: a sum of weights is one modulo 2^64. */
static void add_weight(const struct distinct *d, uint32_t id, int64_t *tally)
{
	*tally = (int64_t)((uint64_t)*tally + (d->weights ? d->weights[id] : 1));
}

static void take_weight(const struct distinct *d, uint32_t id, int64_t *tally)
{
	*tally = (int64_t)((uint64_t)*tally - (d->weights ? d->weights[id] : 1));
}

void distinct_add(struct distinct *d, const uint32_t *ids, const uint32_t *nodes, size_t n,
		  int64_t *tally)
{
	d->again = mem_grow(d->again, &d->capacity, d->n + n, sizeof(*d->again));
	for (size_t i = 0; i < n; i++) {
		struct sighting *s;

		if (ids[i] == ID_NONE)
			continue;
		s = &d->seen[ids[i]];
		if (s->round != d->round) {
			*s = (struct sighting){ d->round, nodes[i] };
			add_weight(d, ids[i], &tally[nodes[i]]);
		} else if (s->node != nodes[i]) {
			d->again[d->n++] = (uint64_t)ids[i] << 32 | nodes[i];
		}
	}
}

static int compare(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* One pass of a radix sort, by 16 bits. */
static void sort_pass(const uint64_t *from, uint64_t *to, size_t n, int shift, uint32_t *counts)
{
	uint32_t sum = 0;

	memset(counts, 0, sizeof(*counts) * 65536);
	for (size_t i = 0; i < n; i++)
		counts[from[i] >> shift & 0xffff]++;
	for (int k = 0; k < 65536; k++) {
		uint32_t c = counts[k];

		counts[k] = sum;
		sum += c;
	}
	for (size_t i = 0; i < n; i++)
		to[counts[from[i] >> shift & 0xffff]++] = from[i];
}

static void sort_again(struct distinct *d)
{
	uint32_t *counts;

	if (d->n < 16384 || d->n > UINT32_MAX) {
		if (d->n)
			qsort(d->again, d->n, sizeof(*d->again), compare);
		return;
	}
	d->spare = mem_grow(d->spare, &d->spare_capacity, d->n, sizeof(*d->spare));
	counts = mem_alloc(sizeof(*counts) * 65536);
	for (int shift = 0; shift < 64; shift += 32) {
		sort_pass(d->again, d->spare, d->n, shift, counts);
		sort_pass(d->spare, d->again, d->n, shift + 16, counts);
	}
	free(counts);
}

static void next_mark(struct distinct *d)
{
	if (++d->mark == 0) {
		memset(d->reached, 0, sizeof(*d->reached) * d->nnodes);
		d->mark = 1;
	}
}

/* Marks the way up from the node; the first node that was marked, or -1. */
static int32_t climb(struct distinct *d, const struct hierarchy_tree *tree, int32_t node)
{
	for (; node >= 0 && d->reached[node] != d->mark; node = tree->parent[node])
		d->reached[node] = d->mark;
	return node;
}

void distinct_end(struct distinct *d, const struct hierarchy_tree *tree, int64_t *tally)
{
	uint32_t id = ID_NONE;

	sort_again(d);
	for (size_t i = 0; i < d->n; i++) {
		int32_t node = (int32_t)(uint32_t)d->again[i], met;

		if (id != (uint32_t)(d->again[i] >> 32)) {
			id = (uint32_t)(d->again[i] >> 32);
			next_mark(d);
			climb(d, tree, (int32_t)d->seen[id].node);
		}
		met = climb(d, tree, node);
		if (met == node)
			continue; /* seen here before */
		add_weight(d, id, &tally[node]);
		if (met >= 0)
			take_weight(d, id, &tally[met]);
	}
}
