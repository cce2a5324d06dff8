#include "protect/methods/rounding.h"

#include "core/mem.h"

/* An inner cell that waits to become the base, with the change of the sum of squares
 * that it was last seen to make.  That number only grows as others are taken. */
struct waiting {
	double gain;
	uint32_t inner;
};

struct rounder {
	const struct inner_cells *ic;
	int base;
	int64_t *rounded;
	bool *is_small;	  /* by inner cell: 0 or the base */
	int64_t *changes; /* by cell */
	uint32_t *nsmall; /* by cell, then by group: of its inner cells */
	uint64_t *sums;	  /* by group: of its small inner cells */
	uint32_t *quota;  /* by group: how many more become the base */
	struct waiting *heap;
	size_t nheap;
};

static bool is_before(const struct rounder *r, const struct waiting *a, const struct waiting *b)
{
	uint64_t x = r->ic->ties[a->inner], y = r->ic->ties[b->inner];

	if (a->gain != b->gain)
		return a->gain < b->gain;
	return x != y ? x < y : a->inner < b->inner;
}

static void sift_up(struct rounder *r, size_t i)
{
	struct waiting w = r->heap[i];

	for (; i > 0 && is_before(r, &w, &r->heap[(i - 1) / 2]); i = (i - 1) / 2)
		r->heap[i] = r->heap[(i - 1) / 2];
	r->heap[i] = w;
}

static void sift_down(struct rounder *r, size_t i)
{
	struct waiting w = r->heap[i];
	size_t child;

	for (; (child = 2 * i + 1) < r->nheap; i = child) {
		if (child + 1 < r->nheap && is_before(r, &r->heap[child + 1], &r->heap[child]))
			child++;
		if (!is_before(r, &r->heap[child], &w))
			break;
		r->heap[i] = r->heap[child];
	}
	r->heap[i] = w;
}

static double gain_of(const struct rounder *r, uint32_t inner)
{
	const struct inner_cells *ic = r->ic;
	double sum = 0;
	size_t k;

	/* What all of the group are in is the same for each: to leave it out keeps most of the
	 * gains as they are when one is taken. */
	for (k = ic->starts[inner]; k < ic->starts[inner + 1]; k++)
		if (r->nsmall[ic->members[k]] < r->nsmall[ic->ncells + ic->groups[inner]])
			sum += 2.0 * (double)r->changes[ic->members[k]] + r->base;
	return sum * r->base;
}

static void change(struct rounder *r, uint32_t inner, int64_t by)
{
	const struct inner_cells *ic = r->ic;
	size_t k;

	r->rounded[inner] += by;
	for (k = ic->starts[inner]; k < ic->starts[inner + 1]; k++)
		r->changes[ic->members[k]] += by;
}

/* All small ones to 0; how many of each group are to rise again. */
static void clear_small(struct rounder *r)
{
	const struct inner_cells *ic = r->ic;
	uint32_t i, g;
	size_t k;

	memset(r->sums, 0, ic->ngroups * sizeof(*r->sums));
	memset(r->nsmall, 0, ((size_t)ic->ncells + ic->ngroups) * sizeof(*r->nsmall));
	for (i = 0; i < ic->ninner; i++) {
		if (!r->is_small[i])
			continue;
		change(r, i, -r->rounded[i]);
		r->sums[ic->groups[i]] += (uint64_t)ic->values[i];
		r->nsmall[ic->ncells + ic->groups[i]]++;
		for (k = ic->starts[i]; k < ic->starts[i + 1]; k++)
			r->nsmall[ic->members[k]]++;
	}
	for (g = 0; g < ic->ngroups; g++)
		r->quota[g] = (uint32_t)((2 * r->sums[g] + (uint64_t)r->base) /
					 (2 * (uint64_t)r->base));
}

static void raise_best(struct rounder *r)
{
	const struct inner_cells *ic = r->ic;
	struct waiting w;
	uint32_t i;

	r->nheap = 0;
	for (i = 0; i < ic->ninner; i++)
		if (r->is_small[i]) {
			r->heap[r->nheap] = (struct waiting){ gain_of(r, i), i };
			sift_up(r, r->nheap++);
		}
	while (r->nheap > 0) {
		w = r->heap[0];
		if (r->quota[ic->groups[w.inner]] > 0) {
			r->heap[0].gain = gain_of(r, w.inner);
			if (r->heap[0].gain != w.gain) {
				sift_down(r, 0);
				continue;
			}
			change(r, w.inner, r->base);
			r->quota[ic->groups[w.inner]]--;
		}
		r->heap[0] = r->heap[--r->nheap];
		if (r->nheap > 0)
			sift_down(r, 0);
	}
}

/* Marks what the cells that are small now are made of; whether there was any. */
static bool mark_small(struct rounder *r)
{
	const struct inner_cells *ic = r->ic;
	bool found = false, small;
	int64_t now;
	uint32_t i;
	size_t k;

	for (i = 0; i < ic->ninner; i++) {
		small = false;
		for (k = ic->starts[i]; k < ic->starts[i + 1] && !small; k++) {
			now = ic->totals[ic->members[k]] + r->changes[ic->members[k]];
			small = now > 0 && now < r->base;
		}
		if (small && r->rounded[i] > 0 && !r->is_small[i])
			found = r->is_small[i] = true;
	}
	return found;
}

/* Inner cells that no table shows may stay as they are until a cell around them gets
 * small; every round marks more of them, so it ends. */
void rounding_run(const struct inner_cells *ic, int base, int64_t *rounded)
{
	struct rounder r = { .ic = ic, .base = base, .rounded = rounded };

	r.is_small = mem_zalloc(ic->ninner, sizeof(*r.is_small));
	r.changes = mem_zalloc(ic->ncells, sizeof(*r.changes));
	r.nsmall = mem_zalloc((size_t)ic->ncells + ic->ngroups, sizeof(*r.nsmall));
	r.sums = mem_zalloc(ic->ngroups, sizeof(*r.sums));
	r.quota = mem_zalloc(ic->ngroups, sizeof(*r.quota));
	r.heap = mem_zalloc(ic->ninner, sizeof(*r.heap));
	while (mark_small(&r)) {
		clear_small(&r);
		raise_best(&r);
	}
	free(r.is_small);
	free(r.changes);
	free(r.nsmall);
	free(r.sums);
	free(r.quota);
	free(r.heap);
}
