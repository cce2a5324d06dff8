#include "verify/narrowing.h"

#include <stdlib.h>

#include "core/mem.h"

/* Bounds can creep towards each other by one for ever; the linear programs go all the way. */
enum { VISITS_MAX = 50, QUEUED = 0x80 };

/* What a row's left side can be: a sum, and how many terms have no bound. */
struct reach {
	__int128 low, high;
	uint32_t no_low, no_high;
};

struct work {
	struct narrowing *n;
	enum trust trust;
	uint32_t head, tail, size; /* of the queue, a ring */
};

void narrowing_init(struct narrowing *n, const struct knowledge *k)
{
	size_t nterms = k->nrows ? k->rows[k->nrows].first : 0, *at;

	*n = (struct narrowing){ .k = k };
	n->low = mem_alloc(((size_t)k->nvars + 1) * sizeof(*n->low));
	n->high = mem_alloc(((size_t)k->nvars + 1) * sizeof(*n->high));
	n->reasons = mem_alloc(((size_t)k->nvars + 1) * sizeof(*n->reasons));
	n->first = mem_zalloc((size_t)k->nvars + 2, sizeof(*n->first));
	n->rows_of = mem_alloc((nterms + 1) * sizeof(*n->rows_of));
	n->queue = mem_alloc(((size_t)k->nrows + 1) * sizeof(*n->queue));
	n->visits = mem_zalloc((size_t)k->nrows + 1, sizeof(*n->visits));
	for (size_t t = 0; t < nterms; t++)
		n->first[k->terms[t] + 1]++;
	for (uint32_t v = 0; v < k->nvars; v++)
		n->first[v + 1] += n->first[v];
	at = mem_alloc(((size_t)k->nvars + 1) * sizeof(*at));
	memcpy(at, n->first, (size_t)k->nvars * sizeof(*at));
	for (uint32_t row = 0; row < k->nrows; row++)
		for (size_t t = k->rows[row].first; t < knowledge_end(k, row); t++)
			n->rows_of[at[k->terms[t]]++] = row;
	free(at);
}

void narrowing_release(struct narrowing *n)
{
	free(n->low);
	free(n->high);
	free(n->reasons);
	free(n->first);
	free(n->rows_of);
	free(n->queue);
	free(n->visits);
	*n = (struct narrowing){ .k = NULL };
}

static void enqueue(struct work *w, uint32_t row)
{
	struct narrowing *n = w->n;

	if ((n->visits[row] & QUEUED) || n->visits[row] >= VISITS_MAX ||
	    !knowledge_has_row(n->k, row, w->trust))
		return;
	n->visits[row] |= QUEUED;
	n->queue[w->tail] = row;
	w->tail = (w->tail + 1) % w->size;
}

static void add_reach(struct reach *r, int64_t low, int64_t high, int8_t weight)
{
	int64_t from = weight > 0 ? low : high, to = weight > 0 ? high : low;
	bool has_from = from != BOUND_NONE && from != -BOUND_NONE;
	bool has_to = to != BOUND_NONE && to != -BOUND_NONE;

	r->low += has_from ? weight * (__int128)from : 0;
	r->high += has_to ? weight * (__int128)to : 0;
	r->no_low += !has_from;
	r->no_high += !has_to;
}

static struct reach reach_of(const struct narrowing *n, uint32_t row)
{
	struct reach r = { 0, 0, 0, 0 };

	for (size_t t = n->k->rows[row].first; t < knowledge_end(n->k, row); t++) {
		uint32_t v = n->k->terms[t];

		add_reach(&r, n->low[v], n->high[v], n->k->weights[t]);
	}
	return r;
}

/* The reach without one term. */
static struct reach without(const struct narrowing *n, struct reach all, uint32_t v, int8_t weight)
{
	struct reach own = { 0, 0, 0, 0 };

	add_reach(&own, n->low[v], n->high[v], weight);
	all.low -= own.low;
	all.high -= own.high;
	all.no_low -= own.no_low;
	all.no_high -= own.no_high;
	return all;
}

/* A bound that is out of all range says nothing. */
static bool is_small(__int128 v)
{
	return v < BOUND_NONE / 2 && v > -(BOUND_NONE / 2);
}

static bool raise(struct narrowing *n, uint32_t v, __int128 low)
{
	if (!is_small(low) || low <= n->low[v])
		return false;
	n->low[v] = (int64_t)low;
	return true;
}

static bool lower(struct narrowing *n, uint32_t v, __int128 high)
{
	if (!is_small(high) || high >= n->high[v])
		return false;
	n->high[v] = (int64_t)high;
	return true;
}

/* The row bounds weight * v; true when a bound of v moved. */
static bool narrow_term(struct narrowing *n, const struct known_row *row, struct reach rest,
			uint32_t v, int8_t weight)
{
	__int128 most = row->right - rest.low, least = row->right - rest.high;
	bool has_most = row->sense != ROW_AT_LEAST && rest.no_low == 0;
	bool has_least = row->sense != ROW_AT_MOST && rest.no_high == 0;
	bool moved = false;

	if (has_most)
		moved |= weight > 0 ? lower(n, v, most) : raise(n, v, -most);
	if (has_least)
		moved |= weight > 0 ? raise(n, v, least) : lower(n, v, -least);
	return moved;
}

static bool visit(struct work *w, uint32_t row)
{
	struct narrowing *n = w->n;
	struct reach all = reach_of(n, row);

	for (size_t t = n->k->rows[row].first; t < knowledge_end(n->k, row); t++) {
		uint32_t v = n->k->terms[t];
		int8_t weight = n->k->weights[t];

		struct reach rest = without(n, all, v, weight);

		if (!narrow_term(n, &n->k->rows[row], rest, v, weight))
			continue;
		if (n->low[v] > n->high[v])
			return false;
		if (n->low[v] == n->high[v])
			n->reasons[v] = (int32_t)row;
		all = rest;
		add_reach(&all, n->low[v], n->high[v], weight);
		for (size_t i = n->first[v]; i < n->first[v + 1]; i++)
			enqueue(w, n->rows_of[i]);
	}
	return true;
}

/* Rows whose variables all have bounds can still be out of reach. */
static bool is_possible(const struct narrowing *n, uint32_t row)
{
	const struct known_row *r = &n->k->rows[row];
	struct reach all = reach_of(n, row);

	if (r->sense != ROW_AT_LEAST && all.no_low == 0 && all.low > r->right)
		return false;
	return r->sense == ROW_AT_MOST || all.no_high > 0 || all.high >= r->right;
}

bool narrowing_run(struct narrowing *n, const uint32_t *vars, uint32_t nvars, const uint32_t *rows,
		   uint32_t nrows, enum trust trust)
{
	struct work w = { .n = n, .trust = trust, .size = nrows + 1 };

	for (uint32_t i = 0; i < nvars; i++) {
		knowledge_bounds(n->k, vars[i], trust, &n->low[vars[i]], &n->high[vars[i]]);
		n->reasons[vars[i]] = REASON_NONE;
	}
	for (uint32_t i = 0; i < nrows; i++)
		n->visits[rows[i]] = 0;
	for (uint32_t i = 0; i < nrows; i++)
		enqueue(&w, rows[i]);
	while (w.head != w.tail) {
		uint32_t row = n->queue[w.head];

		w.head = (w.head + 1) % w.size;
		n->visits[row] = (uint8_t)((n->visits[row] & ~QUEUED) + 1);
		if (!visit(&w, row))
			return false;
	}
	for (uint32_t i = 0; i < nrows; i++)
		if (knowledge_has_row(n->k, rows[i], trust) && !is_possible(n, rows[i]))
			return false;
	return true;
}
