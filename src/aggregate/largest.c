#include "aggregate/largest.h"

#include "aggregate/bulk.h"
#include "aggregate/hierarchy.h"
#include "aggregate/idmap.h"
#include "aggregate/rowstore.h"
#include "core/mem.h"

void largest_begin(struct largest *l, size_t nids, size_t nnodes, int nranks)
{
	if (nids > l->nids) {
		bulk_free(l->heads);
		l->heads = bulk_zalloc(nids, sizeof(*l->heads));
		l->nids = nids;
	}
	if (!l->totals) {
		l->nnodes = nnodes;
		l->totals = mem_zalloc(nnodes, sizeof(*l->totals));
		l->is_reached = mem_zalloc(nnodes, sizeof(*l->is_reached));
		l->reached = mem_zalloc(nnodes, sizeof(*l->reached));
		l->tops = mem_zalloc(nnodes * LARGEST_RANKS, sizeof(*l->tops));
	}
	memset(l->tops, 0, nnodes * (size_t)nranks * sizeof(*l->tops));
	l->nranks = nranks;
	l->n = l->ids_n = 0;
	l->overflow = false;
}

void largest_release(struct largest *l)
{
	bulk_free(l->heads);
	free(l->items);
	free(l->ids);
	free(l->tops);
	free(l->totals);
	free(l->is_reached);
	free(l->reached);
	*l = (struct largest){ 0 };
}

/* The `next` of a row without a key. */
enum { ALONE = UINT32_MAX };

void largest_add(struct largest *l, const uint32_t *ids, const uint32_t *nodes,
		 const int64_t *numbers, size_t n)
{
	l->items = mem_grow(l->items, &l->capacity, l->n + n, sizeof(*l->items));
	l->ids = mem_grow(l->ids, &l->ids_capacity, l->ids_n + n, sizeof(*l->ids));
	for (size_t i = 0; i < n; i++) {
		struct contribution *item = &l->items[l->n];

		if (numbers[i] == NUMBER_NULL)
			continue;
		*item = (struct contribution){ numbers[i], (int32_t)nodes[i], ALONE };
		l->n++;
		if (ids[i] == ID_NONE)
			continue;
		item->next = l->heads[ids[i]];
		if (item->next == 0)
			l->ids[l->ids_n++] = ids[i];
		l->heads[ids[i]] = (uint32_t)l->n;
	}
}

/* The value among the largest of the node. */
static void rank_value(struct largest *l, int32_t node, __int128 v)
{
	__int128 *top = l->tops + (size_t)node * (size_t)l->nranks;
	int i = l->nranks - 1;

	if (v <= top[i])
		return;
	for (; i > 0 && top[i - 1] < v; i--)
		top[i] = top[i - 1];
	top[i] = v;
}

static void rank_alone(struct largest *l, const struct hierarchy_tree *tree, int32_t node,
		       __int128 v)
{
	for (; node >= 0; node = tree->parent[node])
		rank_value(l, node, v);
}

static void rank_contributor(struct largest *l, const struct rowstore *store,
			     const struct hierarchy_tree *tree, uint32_t id)
{
	size_t n = 0;

	for (uint32_t k = l->heads[id]; k != 0; k = l->items[k - 1].next) {
		__int128 v = number_value(store, l->items[k - 1].number);

		for (int32_t node = l->items[k - 1].node; node >= 0; node = tree->parent[node]) {
			if (!l->is_reached[node]) {
				l->is_reached[node] = true;
				l->reached[n++] = node;
			}
			l->overflow |= __builtin_add_overflow(l->totals[node], v, &l->totals[node]);
		}
	}
	for (size_t i = 0; i < n; i++) {
		int32_t node = l->reached[i];

		rank_value(l, node, l->totals[node]);
		l->totals[node] = 0;
		l->is_reached[node] = false;
	}
}

bool largest_end(struct largest *l, const struct rowstore *store, const struct hierarchy_tree *tree)
{
	for (size_t i = 0; i < l->ids_n; i++) {
		uint32_t id = l->ids[i], only = l->heads[id];
		const struct contribution *item = &l->items[only - 1];

		if (item->next == 0)
			rank_alone(l, tree, item->node, number_value(store, item->number));
		else
			rank_contributor(l, store, tree, id);
		l->heads[id] = 0;
	}
	for (size_t i = 0; i < l->n; i++)
		if (l->items[i].next == ALONE)
			rank_alone(l, tree, l->items[i].node,
				   number_value(store, l->items[i].number));
	return !l->overflow;
}

__int128 largest_at(const struct largest *l, size_t node, int rank)
{
	return l->tops[node * (size_t)l->nranks + (size_t)rank - 1];
}
