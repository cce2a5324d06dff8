#include "protect/intervals/linear_define.h"

#include "core/mem.h"

struct sort_key {
	size_t length;
	uint32_t row;
};

struct walk_step {
	uint32_t var;
	size_t at;
};

struct define {
	const struct reduced *r;
	uint32_t *definers;
	uint32_t *seen, stamp;
	struct walk_step *stack;
	size_t depth;
};

static int by_length(const void *a, const void *b)
{
	const struct sort_key *x = a, *y = b;

	if (x->length != y->length)
		return x->length < y->length ? -1 : 1;
	return (x->row > y->row) - (x->row < y->row);
}

/* Whether one of the row's others is given, however indirectly, by var. */
static bool is_circular(struct define *d, uint32_t var, uint32_t row)
{
	const struct reduced *r = d->r;
	uint32_t next;
	bool is_first = true;
	size_t k;

	d->stamp++;
	d->depth = 0;
	for (;;) {
		for (k = r->start[row]; k < r->start[row + 1]; k++) {
			next = r->vars[k];
			if (next == var && !is_first)
				return true;
			if (d->seen[next] == d->stamp || d->definers[next] == REDUCED_NONE)
				continue;
			d->seen[next] = d->stamp;
			d->stack[d->depth++].var = next;
		}
		is_first = false;
		if (d->depth == 0)
			return false;
		row = d->definers[d->stack[--d->depth].var];
	}
}

/* The least (side -1) or greatest that a term can be. */
static int64_t end_of(const struct reduced *r, size_t k, int side)
{
	return (r->weights[k] > 0) == (side > 0) ? r->high[r->vars[k]] : r->low[r->vars[k]];
}

static bool is_endless(int64_t bound)
{
	return bound == LINEAR_NO_LIMIT || bound == -LINEAR_NO_LIMIT;
}

/* Whether the other terms keep term `at` from its bound on a side (of the term). */
static bool is_kept(const struct reduced *r, uint32_t row, size_t at, int side)
{
	int64_t bound = end_of(r, at, side), end;
	__int128 sum = 0;
	size_t k;

	if (is_endless(bound))
		return true;
	/* The term is minus the sum of the others. */
	for (k = r->start[row]; k < r->start[row + 1]; k++) {
		if (k == at)
			continue;
		end = end_of(r, k, -side);
		if (is_endless(end))
			return false;
		sum -= (__int128)r->weights[k] * end;
	}
	return side > 0 ? sum <= (__int128)r->weights[at] * bound
			: sum >= (__int128)r->weights[at] * bound;
}

static void define_by(struct define *d, uint32_t row)
{
	const struct reduced *r = d->r;
	uint32_t var;
	size_t k;

	for (k = r->start[row]; k < r->start[row + 1]; k++) {
		var = r->vars[k];
		if (r->is_fixed[var] || d->definers[var] != REDUCED_NONE ||
		    (r->weights[k] != 1 && r->weights[k] != -1))
			continue;
		if (!is_kept(r, row, k, -1) || !is_kept(r, row, k, 1) || is_circular(d, var, row))
			continue;
		d->definers[var] = row;
		return;
	}
}

/* Parts first: in the order in which a walk down from each sum is done with them. */
static uint32_t sort_down(struct define *d, uint32_t *order)
{
	const struct reduced *r = d->r;
	struct walk_step *top;
	uint32_t var, next, n = 0;

	d->stamp++;
	for (var = 0; var < r->l->nvars; var++) {
		if (d->definers[var] == REDUCED_NONE || d->seen[var] == d->stamp)
			continue;
		d->seen[var] = d->stamp;
		d->depth = 0;
		d->stack[d->depth++] = (struct walk_step){ var, r->start[d->definers[var]] };
		while (d->depth > 0) {
			top = &d->stack[d->depth - 1];
			if (top->at == r->start[d->definers[top->var] + 1]) {
				order[n++] = top->var;
				d->depth--;
				continue;
			}
			next = r->vars[top->at++];
			if (d->definers[next] == REDUCED_NONE || d->seen[next] == d->stamp)
				continue;
			d->seen[next] = d->stamp;
			d->stack[d->depth++] = (struct walk_step){ next,
								   r->start[d->definers[next]] };
		}
	}
	return n;
}

uint32_t linear_define(const struct reduced *r, uint32_t *definers, uint32_t *order)
{
	struct define d = { .r = r, .definers = definers };
	struct sort_key *keys = mem_zalloc(r->l->nrows, sizeof(*keys));
	uint32_t n = 0, i;

	d.seen = mem_zalloc(r->l->nvars, sizeof(*d.seen));
	d.stack = mem_zalloc((size_t)r->l->nvars + 1, sizeof(*d.stack));
	for (i = 0; i < r->l->nvars; i++)
		definers[i] = REDUCED_NONE;
	for (i = 0; i < r->l->nrows; i++)
		if (r->is_live[i] && r->is_equal[i])
			keys[n++] = (struct sort_key){ r->start[i + 1] - r->start[i], i };
	qsort(keys, n, sizeof(*keys), by_length);
	for (i = 0; i < n; i++)
		define_by(&d, keys[i].row);
	n = sort_down(&d, order);
	free(keys);
	free(d.seen);
	free(d.stack);
	return n;
}
